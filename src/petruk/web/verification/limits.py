"""How often one address may do what costs us something. Codes that exist are not counted: whoever checks a hundred
papers is welcome."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW_SECONDS = 600


@dataclass(frozen=True)
class Limit:
    """So many times within ten minutes, which begin anew each time: whoever goes on waits on."""

    name: str
    most: int

    def reached(self, request: HttpRequest) -> bool:
        return self._so_far(request) >= self.most

    def count(self, request: HttpRequest) -> None:
        cache.set(self._key(request), self._so_far(request) + 1, WINDOW_SECONDS)

    def _so_far(self, request: HttpRequest) -> int:
        return int(cache.get(self._key(request), 0))

    def _key(self, request: HttpRequest) -> str:
        return f"verification:{self.name}:{get_adapter().get_client_ip(request)}"


UNKNOWN_CODES = Limit("codes", most=20)
FILES = Limit("files", most=20)
