"""Take each protection away in turn: the tests that should notice must turn red. ``python -m tests.sweep`` runs it.

It takes long and is no part of the gate. A protection that nobody missed is green, and says that a test is missing.
"""
