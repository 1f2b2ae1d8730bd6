"""A spreadsheet in, proposed records and their problems out."""
