"""Pages about the way to work: steps, employments, what both sides say of them."""
