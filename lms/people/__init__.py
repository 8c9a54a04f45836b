"""Persons, accounts, roles within regions, sign-in."""
