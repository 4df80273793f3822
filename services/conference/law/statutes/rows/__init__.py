"""The rows, by the matter they are about. Sources: the statutes themselves, 2026 text.

``confirmed=False`` marks what is known from elsewhere than the text of the statute, and what is an
inference: 要確認.
"""
