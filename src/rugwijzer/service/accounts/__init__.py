"""Who somebody is to the service: an e-mail address, a way to log in, and what she agreed to."""
