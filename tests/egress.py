"""N101: a test that would leave this machine fails, whatever library would have gone."""

import sys
from ipaddress import ip_address

LOCAL_NAMES = {"localhost", "", None, "0.0.0.0", "::"}


def guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        _require_local(arguments[1])
    elif event == "socket.getaddrinfo" and not _is_local(arguments[0]):
        raise RuntimeError(f"A test would leave this machine: it asks for {arguments[0]!r}.")


def _require_local(address: object) -> None:
    if isinstance(address, tuple) and not _is_local(address[0]):
        raise RuntimeError(f"A test would leave this machine: it connects to {address!r}.")


def _is_local(host: object) -> bool:
    if host in LOCAL_NAMES:
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


def close() -> None:
    """Hold for the rest of the process: an audit hook cannot be taken away."""
    sys.addaudithook(guard)
