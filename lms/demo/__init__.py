"""The demonstration, built by the operations that pages use."""
