"""Wilayah by Kemendagri code, and organisations."""
