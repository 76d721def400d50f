"""Commands for who looks after the service."""
