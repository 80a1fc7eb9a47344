"""What somebody types to say who he is."""

NIP_LENGTH = 18


def login_name(typed: str) -> str:
    """Return a NIP without the spaces between its groups, or a user name in small letters.

    Nothing else is forgiven: what is still no NIP and no user name simply names nobody.
    """
    digits = "".join(typed.split())
    if len(digits) == NIP_LENGTH and digits.isascii() and digits.isdigit():
        return digits
    return typed.strip().lower()
