"""What every service's HTTP has in common: use cases as routes, refusals as problems."""
