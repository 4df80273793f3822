"""Retention and erasure 保存と消去: what is due, what stops it, and that it is really gone."""
