"""Placement つなぎ・就労定着: referrals as a closed loop, employment and whether it holds."""
