"""An order's life: placed, offered, passed on, packed, collected, or ended."""
