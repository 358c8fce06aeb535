"""Documents: from bytes to text with stable addresses, and what a document says of itself."""
