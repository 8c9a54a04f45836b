"""Tests of the question formats."""
