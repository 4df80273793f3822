"""The NATS server's configuration, written from the topology.

``deploy/nats/tsunagu.conf`` is :func:`production`, and the embedded server takes the same two
blocks: one set of users and permissions for both, in which nkeys arrive as environment variables.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.broker.topology import OPERATOR, Permissions, operator_permissions, permissions
from shared.facts.fact import SERVICES

_PRODUCTION_HEAD = """# 本番の nats-server の設定
# shared/broker/topology.py の宣言から作られるので、手で直さない。
# 鍵・証明書・保存先は環境変数で渡す（compose.yaml）。
server_name: tsunagu
listen: "0.0.0.0:4222"
# 健全性の確認だけに使い、容器の外には開かない
http: "127.0.0.1:8222"
max_payload: 4MB

tls {
  cert_file: $TSUNAGU_NATS_CERT_FILE
  key_file: $TSUNAGU_NATS_KEY_FILE
  timeout: 5
}

"""


def nkey_variable(user: str) -> str:
    """Environment variable that holds a user's public nkey."""
    return f"TSUNAGU_NKEY_{user.upper()}"


def _subjects(subjects: Iterable[str]) -> str:
    return ", ".join(f'"{subject}"' for subject in subjects)


def _user(user: str, allowed: Permissions) -> str:
    return f"""  {{
    nkey: ${nkey_variable(user)}
    permissions {{
      publish {{ allow: [{_subjects(allowed.publish)}] }}
      subscribe {{ allow: [{_subjects(allowed.subscribe)}] }}
      allow_responses {{ max: 1, expires: "10s" }}
    }}
  }}"""


def authorization() -> str:
    """The ``authorization`` block: one nkey user per service, each with its own subjects only."""
    users = [_user(service, permissions(service)) for service in SERVICES]
    users.append(_user(OPERATOR, operator_permissions()))
    return "authorization {\n users = [\n" + ",\n".join(users) + "\n ]\n}\n"


def jetstream() -> str:
    """The ``jetstream`` block: an acknowledged message is on disk (``sync_interval: always``)."""
    return """jetstream {
  store_dir: $TSUNAGU_NATS_STORE
  sync_interval: always
  max_file_store: 8GB
}
"""


def production() -> str:
    """The whole of ``deploy/nats/tsunagu.conf``: TLS, monitoring on loopback, and both blocks."""
    return f"{_PRODUCTION_HEAD}{jetstream()}\n{authorization()}"
