"""Money: paying by UPI, the shop's word that it has been paid, and credit in the shop's khata."""
