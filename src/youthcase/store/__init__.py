"""Records to rows and back: SQL for each kind of record, and the journal."""
