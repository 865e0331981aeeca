"""The basket: what a customer wants, settled at one kirana, priced, asked about, and shown as a slip."""
