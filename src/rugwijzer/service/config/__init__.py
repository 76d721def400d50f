"""How the service is put together: settings, addresses, answers to every request."""
