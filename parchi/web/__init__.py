"""Pages over HTTP: the webhook, health, the simulator."""
