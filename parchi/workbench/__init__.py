"""Tools of trainers and testers."""
