"""What everybody may see: the guide, the check, the open book of rules. Stores nothing."""
