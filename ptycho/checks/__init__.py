"""What can be told about a scan in seconds, before any long work."""
