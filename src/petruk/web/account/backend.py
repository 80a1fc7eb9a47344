from django.contrib.auth.backends import ModelBackend


class UsernameOrNip(ModelBackend):
    """Sign in by user name or NIP."""
