"""The document: claims, numbering, drawing, signing, QR and verification of certificates."""
