"""The ledger: what a person holds; certificates drawn, signed, revoked, checked."""
