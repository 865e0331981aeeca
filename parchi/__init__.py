"""Parchi: groceries ordered on WhatsApp from the nearest kirana."""
