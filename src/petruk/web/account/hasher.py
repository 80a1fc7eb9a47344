from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the OWASP minimum that an old server still bears."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
