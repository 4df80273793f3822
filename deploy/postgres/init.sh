#!/bin/sh
# サービスごとに、記録のデータベースと鍵のデータベースを1つずつ作る。どちらも専用の役割だけが使える。
# 空のサーバーの初回の起動で一度だけ、管理者（POSTGRES_USER）として実行される。
set -eu

# create_database NAME PASSWORD_FILE: 役割 NAME と、その役割だけが接続できるデータベース NAME
create_database() {
  test -s "$2" # 空のパスワードでは作らない
  # パスワードはファイルから psql が読む。引数にも環境変数にも現れない
  psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -v name="$1" -v file="$2" \
    --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set password `cat :'file'`
CREATE ROLE :"name" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

# 役割が入れるのは自分のデータベースだけにする
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
REVOKE ALL ON DATABASE template1 FROM PUBLIC;
SQL

for service in intake conference placement stats; do
  create_database "$service" "/run/secrets/${service}_database_password"
  create_database "${service}_keys" "/run/secrets/${service}_keys_password"
done
