"""What customers' words mean: pure functions over text, no Rasa, no database."""
