"""Errors that a user can meet. Everything else is our bug and stays loud."""


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not a fault
    """An action said no; the text tells the user why and what to do next."""
