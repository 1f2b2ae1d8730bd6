"""Values in, PDF bytes out: no clock, no SQL, no names that were not handed in."""
