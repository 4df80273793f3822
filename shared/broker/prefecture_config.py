"""The configuration of the prefecture's nats-server, and of a municipality's way to it.

``deploy/prefecture/nats.conf`` is :func:`production`. It includes the accounts, which change with
every municipality that is enrolled. nats-server is restarted then: taken in while it runs (SIGHUP),
version 2.15.1 leaves what a new account asks for unanswered. Whoever is joined joins again.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.broker.prefecture import (
    READER,
    Member,
    account_of,
    member_permissions,
    reader_permissions,
)
from shared.broker.server_config import BRIDGE, account_users, jetstream, subjects
from shared.broker.topology import OPERATOR, operator_permissions, return_subject

PREFECTURE_ACCOUNT = "PREFECTURE"
ACCOUNTS_FILE = "accounts.conf"
REGISTER_FOLDER = "register"
"""Where the accounts lie, as the server finds them beside its configuration."""

LEAF_FILE = "leaf.conf"
LEAF_PORT = 7422

_PRODUCTION_HEAD = f"""# 県の集約サーバー（nats-server）の設定
# shared/broker/prefecture.py の宣言から作られるので、手で直さない。
# 市区町村は {REGISTER_FOLDER}/{ACCOUNTS_FILE} に載る（`tsunagu prefecture enrol` が書き換える）。
server_name: tsunagu-prefecture
listen: "0.0.0.0:4222"
# 健全性の確認だけに使い、容器の外には開かない
http: "127.0.0.1:8222"
max_payload: 4MB

tls {{
  cert_file: $TSUNAGU_NATS_CERT_FILE
  key_file: $TSUNAGU_NATS_KEY_FILE
  timeout: 5
}}

# 市区町村のサーバーが、葉ノードとしてつなぐ口。外に開くのはここだけ
leafnodes {{
  listen: "0.0.0.0:{LEAF_PORT}"
  tls {{
    cert_file: $TSUNAGU_LEAF_CERT_FILE
    key_file: $TSUNAGU_LEAF_KEY_FILE
    timeout: 5
  }}
}}

"""


def accounts(members: Iterable[Member]) -> str:
    """The ``accounts`` block: the prefecture's own, and one for each municipality.

    A municipality's account imports the one service that the prefecture exports to it alone; its
    only user is its leaf node.
    """
    enrolled = list(members)
    exports = ",\n".join(
        f'   {{service: "{return_subject(one.municipality)}",'
        f" accounts: [{account_of(one.municipality)}]}}"
        for one in enrolled
    )
    users = account_users({READER: reader_permissions(), OPERATOR: operator_permissions()})
    each = "".join(_account(one) for one in enrolled)
    return f"""accounts {{
 {PREFECTURE_ACCOUNT} {{
  jetstream: enabled
  exports = [
{exports}
  ]
  {users}
 }}
{each}}}
"""


def _account(member: Member) -> str:
    allowed = member_permissions(member.municipality)
    service = f'account: {PREFECTURE_ACCOUNT}, subject: "{return_subject(member.municipality)}"'
    return f""" {account_of(member.municipality)} {{
  imports = [{{service: {{{service}}}}}]
  users = [
  {{
    nkey: {member.nkey}
    allowed_connection_types: ["LEAFNODE"]
    permissions {{
      publish {{ allow: [{subjects(allowed.publish)}] }}
      subscribe {{ allow: [{subjects(allowed.subscribe)}] }}
    }}
  }}
  ]
 }}
"""


def production() -> str:
    """The whole of ``deploy/prefecture/nats.conf``."""
    return f'{_PRODUCTION_HEAD}{jetstream()}\ninclude "{REGISTER_FOLDER}/{ACCOUNTS_FILE}"\n'


def leaf_remote(url: str, seed: str, ca_file: str | None) -> str:
    """The ``leafnodes`` block with which a municipality's server joins a prefecture.

    Args:
        url: ``tls://host:port`` or, on one machine, ``nats-leaf://host:port``.
        seed: the leaf node's own seed; so this text is a secret.
        ca_file: certificate authority of the prefecture's server, as the server finds it.
    """
    tls = f'\n    tls {{ ca_file: "{ca_file}", timeout: 5 }}' if ca_file else ""
    return f"""# 県につなぐ設定（`tsunagu prefecture join` が作る）。秘密の鍵を含む
leafnodes {{
  remotes = [{{
    url: "{url}"
    account: {BRIDGE}
    nkey: {seed}{tls}
  }}]
}}
"""


def joined() -> str:
    """The whole of ``deploy/nats/joined.conf``: a municipality's server that joins a prefecture."""
    return f"""# 県につなぐ市区町村の nats-server の設定
# {LEAF_FILE} は `tsunagu prefecture join` が作る（秘密の鍵を含む）。
include "tsunagu.conf"
include "{LEAF_FILE}"
"""
