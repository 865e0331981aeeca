"""A load of shopping conversations: who says what, on whose schedule, and what it cost whom."""
