"""The broker: what runs there, who may do what, and how to get a connection."""

from shared.broker.connection import BrokerAccess, connected
from shared.broker.provision import provision

__all__ = ["BrokerAccess", "connected", "provision"]
