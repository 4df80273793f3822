"""What lowers a basis: the meeting's legal mode, the floor of statute, the local rule.

A limit names the bases it binds; whatever it does not name it leaves alone.
"""
