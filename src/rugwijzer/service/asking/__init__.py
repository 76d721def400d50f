"""A page of the interview as a form: shown, sent, and read back."""
