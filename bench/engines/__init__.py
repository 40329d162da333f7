"""The same house in Firefox and in Safari's engine. See README.md."""
