"""Teaching: a new wish from one card, without Python."""
