"""What is taught: content model, reader, papers, marking. Knows no request and no database."""
