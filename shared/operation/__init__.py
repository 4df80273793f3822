"""運用: what the operator of any service sees of it and does; beside its own use cases."""

from shared.operation.operation import Operated, Operation, with_operation

__all__ = ["Operated", "Operation", "with_operation"]
