"""What a result and a plan say to a person, piece by piece, for whatever shows them."""
