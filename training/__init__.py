"""How the coach's encoder was made. Nothing here runs in the product; see README.md."""
