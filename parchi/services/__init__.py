"""One function a wish: what customers and kiranas can have done."""
