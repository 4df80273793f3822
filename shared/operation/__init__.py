"""運用: what the operator of any service sees of it and does; beside its own use cases."""

from shared.operation.operation import Operated, Operation, try_again, with_operation

__all__ = ["Operated", "Operation", "try_again", "with_operation"]
