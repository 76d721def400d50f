"""Every command, given anything at all."""
