"""One young person's whole way through the real window, by keyboard."""
