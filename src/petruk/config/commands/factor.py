import argparse
import sys

from petruk.config.startup import connected


def run(arguments: list[str]) -> int:
    """Reset the second step of an account, at the machine's own console: the way back in of the last operator."""
    parser = argparse.ArgumentParser(prog="petruk factor")
    parser.add_argument("username")
    parser.add_argument("reason", help="alasan, tercatat dalam jejak audit")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    with connected(data=options.data):
        return _reset(options.username, options.reason)


def _reset(username: str, reason: str) -> int:
    from django.utils import timezone  # noqa: PLC0415  needs the settings

    from petruk.access.authority import console  # noqa: PLC0415
    from petruk.core.errors import Refusal  # noqa: PLC0415
    from petruk.people.accounts.queries import users  # noqa: PLC0415
    from petruk.people.actions.accounts import reset_second_factor  # noqa: PLC0415

    by = console("Konsol")
    user = users(by).filter(username=username.lower()).first()
    if user is None:
        print(f"Tidak ada akun dengan nama pengguna {username}.", file=sys.stderr)
        return 1
    try:
        reset_second_factor(user, reason=reason, at=timezone.now(), by=by)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"Langkah kedua {user.username} diatur ulang; semua sesinya berakhir.")
    return 0
