"""Copies of an installation that survive it, and the proof that they do. Rules: docs/backup.md."""
