"""Pages about referrals."""
