"""A system in which every confidential field holds a canary, and everybody who may look for one."""
