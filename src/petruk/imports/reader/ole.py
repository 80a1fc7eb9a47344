"""The container of the old .xls: finds one stream in an OLE2 compound file and gives its bytes."""

import struct
from itertools import islice

from petruk.imports.reader.limits import Refused

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
END = 0xFFFFFFF0  # this and above: not a sector
HEADER = 512
ENTRY = 128


class Container:
    """Reads the tables of sectors once; every chain is bounded by the number of sectors there are."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        try:
            self.sector = 1 << struct.unpack_from("<H", content, 30)[0]
            self.directory_at, _, self.cutoff = struct.unpack_from("<III", content, 48)
            mini_at = struct.unpack_from("<I", content, 60)[0]
            if self.sector not in {512, 4096}:
                raise Refused("damaged")
            self.table = self._table()
            self.mini_table = _words(self._chain(mini_at))
        except struct.error as error:
            raise Refused("damaged") from error

    def names(self) -> dict[str, tuple[int, int]]:
        """Return the streams: name to first sector and size; the root's is where the small streams live."""
        directory = self._chain(self.directory_at)
        found = {}
        for at in range(0, len(directory) - ENTRY + 1, ENTRY):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", directory, at + 116)
            found[name] = (first, size)
        return found

    def stream(self, name: str) -> bytes:
        streams = self.names()
        first, size = streams[name]
        if size >= self.cutoff:
            return self._chain(first)[:size]
        root = self._chain(streams["Root Entry"][0])
        pieces = (root[at * 64 : at * 64 + 64] for at in _follow(first, self.mini_table))
        return b"".join(pieces)[:size]

    def _table(self) -> list[int]:
        sectors = [word for word in struct.unpack_from("<109I", self.content, 76) if word < END]
        more, room = struct.unpack_from("<I", self.content, 68)[0], len(self.content) // self.sector
        while more < END and len(sectors) <= room:
            words = _words(self._at(more))
            sectors += [word for word in words[:-1] if word < END]
            more = words[-1]
        return [word for sector in islice(sectors, room) for word in _words(self._at(sector))]

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self.sector
        return self.content[start : start + self.sector]

    def _chain(self, first: int) -> bytes:
        return b"".join(self._at(sector) for sector in _follow(first, self.table))


def _follow(first: int, table: list[int]) -> list[int]:
    chain: list[int] = []
    while first < END:
        if first >= len(table) or len(chain) > len(table):
            raise Refused("damaged")
        chain.append(first)
        first = table[first]
    return chain


def _words(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
