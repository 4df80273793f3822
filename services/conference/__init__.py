"""Conference 支援会議: meetings under a legal mode, plans, and the law that decides."""
