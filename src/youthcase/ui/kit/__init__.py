"""Widgets that know no casework."""
