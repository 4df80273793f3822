"""The NATS server's configuration, written from the topology.

``deploy/nats/tsunagu.conf`` is :func:`production`, and the embedded server takes the same two
blocks: one set of users and permissions for both, in which nkeys arrive as environment variables.

The services are users of one account. Beside it lies another in which nobody is at home: a leaf
node that joins a prefecture binds that one, and finds one service there and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.broker.topology import (
    HAND_IN_SUBJECTS,
    OPERATOR,
    RETURN_SUBJECTS,
    Permissions,
    operator_permissions,
    permissions,
)
from shared.facts.fact import SERVICES

SERVICES_ACCOUNT = "TSUNAGU"
BRIDGE = "PREFECTURE_BRIDGE"

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


def subjects(allowed: Iterable[str]) -> str:
    """Subjects as they stand in a list of the configuration."""
    return ", ".join(f'"{subject}"' for subject in allowed)


def _user(user: str, allowed: Permissions) -> str:
    return f"""  {{
    nkey: ${nkey_variable(user)}
    permissions {{
      publish {{ allow: [{subjects(allowed.publish)}] }}
      subscribe {{ allow: [{subjects(allowed.subscribe)}] }}
      allow_responses {{ max: 1, expires: "10s" }}
    }}
  }}"""


def account_users(allowed: Mapping[str, Permissions]) -> str:
    """The users of an account, each with its own subjects only."""
    users = ",\n".join(_user(user, each) for user, each in allowed.items())
    return f"users = [\n{users}\n ]"


def accounts() -> str:
    """The ``accounts`` block: one nkey user per service, and the bridge to a prefecture.

    A return that stats hands in enters the bridge on the subject on which the prefecture listens.
    """
    allowed: dict[str, Permissions] = {service: permissions(service) for service in SERVICES}
    users = account_users(allowed | {OPERATOR: operator_permissions()})
    service = f'service: {{account: {BRIDGE}, subject: "{RETURN_SUBJECTS}"}}'
    return f"""accounts {{
 {SERVICES_ACCOUNT} {{
  jetstream: enabled
  imports = [{{{service}, to: "{HAND_IN_SUBJECTS}"}}]
  {users}
 }}
 {BRIDGE} {{
  exports = [{{service: "{RETURN_SUBJECTS}", accounts: [{SERVICES_ACCOUNT}]}}]
 }}
}}
"""


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
    return f"{_PRODUCTION_HEAD}{jetstream()}\n{accounts()}"
