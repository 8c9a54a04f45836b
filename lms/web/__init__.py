"""Flask glue without domain: declared access, errors, headers, templating, forms, sheets."""
