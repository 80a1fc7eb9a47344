"""The rules: plain Python, numbers in and numbers out. No Django, no clock, no database, no floats."""
