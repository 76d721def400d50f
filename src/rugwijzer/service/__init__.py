"""The web service: Rugwijzer on a phone, without an account or with one."""
