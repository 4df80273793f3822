"""Referrals and employments: what happened to them, and which step may come next."""
