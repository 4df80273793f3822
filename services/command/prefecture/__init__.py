"""県: the hub, its register of municipalities, and what has arrived from them."""
