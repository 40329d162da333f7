"""The thin layer between a browser and a page: one visit, one answer. No rules of the programme."""
