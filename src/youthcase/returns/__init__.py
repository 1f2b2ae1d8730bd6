"""Coded facts in, safe tables out: no name ever enters here."""
