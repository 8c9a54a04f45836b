"""Base model, transactions, access, clock, errors, numbers, audit, jobs, storage: no domain."""
