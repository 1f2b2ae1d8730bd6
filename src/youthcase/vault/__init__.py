"""Where secrets live: keys, the encrypted file, its header, its audit chain."""
