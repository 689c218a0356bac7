"""What a report says: every sentence of it, and how numbers stand in them."""
