"""Which tables tell more together than their margins do."""

import pytest

from services.stats.domain.protection.crossing import in_a_ring


@pytest.mark.parametrize(
    ("tables", "ring"),
    [
        (["a", "b", "c"], ""),
        (["ab", "bc"], ""),
        (["ab", "bc", "cd"], ""),
        (["ab", "bc", "ca"], "abc"),
        (["ab", "bc", "ca", "abc"], ""),
        (["ab", "bc", "ca", "cd", "e"], "abc"),
        (["ab", "bc", "cd", "da"], "abcd"),
    ],
)
def test_tables_hang_together_in_a_ring_or_as_a_tree(tables: list[str], ring: str) -> None:
    """Three tables by two attributes each are a ring, unless one holds all three attributes."""
    assert in_a_ring(frozenset(table) for table in tables) == frozenset(ring)
