"""Group prices: a shop offers, homes join by a code, and at the end each has an order or nothing, as it chose."""
