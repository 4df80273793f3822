"""Bearer tokens: who somebody is, for which agency and in which role, vouched for by an issuer."""
