"""One method per intention: check, write, audit, say what changed."""
