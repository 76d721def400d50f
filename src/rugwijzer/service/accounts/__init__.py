"""Who somebody is: an address, ways to sign in, consent."""
