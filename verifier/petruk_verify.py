#!/usr/bin/env python3
"""Periksa bundel jejak audit SI-PETRUK tanpa SI-PETRUK: satu berkas, hanya Python 3.9 atau lebih baru, tanpa jaringan.

    python3 petruk_verify.py BUNDEL.zip [--key petruk-log.vkey] [--against MAP]
    python3 petruk_verify.py PIAGAM.pdf [--key petruk-log.vkey]

Kode keluar: 0 utuh, 1 diubah (dengan nomor catatan pertama yang mungkin berubah), 2 tidak lengkap atau tidak terbaca.

The format is docs/log-bundle.md. This file shares nothing with the program that wrote the bundle; what both find is
compared in the tests of the program. Hashes are those of RFC 6962, signatures those of RFC 8032, notes those of C2SP.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import struct
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path

OK, TAMPERED, INCOMPLETE = 0, 1, 2
STRING = r'"(?:[^"\\\x00-\x1f]|\\.)*"'
MOST = 10_000_000
PROOF = "c2sp[.]org/tlog-proof@v1\nindex (0|[1-9][0-9]{0,14})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n(.+)"
BODY = re.compile(
    '{"action":('
    + STRING
    + '),"actor":'
    + STRING
    + ',"at":"[0-9T:.-]+Z","commit":"([0-9a-f]{64})","kind":'
    + STRING
    + ',"object":'
    + STRING
    + r',"seq":([0-9]+),"v":1}'
)


class Found(Exception):  # noqa: N818  a finding, not a fault
    """The examination is over: with which code, from which entry on, and why."""

    def __init__(self, code, words, seq=None):
        super().__init__(words)
        self.code, self.words, self.seq = code, words, seq


# ---- Ed25519, RFC 8032 section 5.1: only the check of a signature, so nothing here is secret -----------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def x_of(y, odd):
    """Return the x that belongs to a y on the curve, or None."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    return P - x if x % 2 != odd else x


def point(encoded):
    """Read a point as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z, or None."""
    number = int.from_bytes(encoded, "little")
    y, odd = number & (2**255 - 1), number >> 255
    x = x_of(y, odd) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def encoded(p):
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def plus(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, p):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = plus(total, p)
        p, number = plus(p, p), number >> 1
    return total


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(key, signature, message):
    """Say whether SB - kA is R, as bytes."""
    a, s = point(key), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    minus_a = (P - a[0], a[1], a[2], P - a[3])
    return encoded(plus(times(s, BASE), times(k, minus_a))) == signature[:32]


# ---- Keys and notes, C2SP signed-note and tlog-checkpoint ----------------------------------------------------------


def plain(text):
    """Read base64 in its one way of being written, or return None."""
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        return None
    return content if base64.b64encode(content).decode() == text else None


def read_key(line):
    """Return (name, id, key) or None."""
    parts = line.split("+", 2)
    content = plain(parts[2]) if len(parts) == 3 else None
    if content is None or len(content) != 33 or content[0] != 1 or not good_name(parts[0]):
        return None
    name_id = hashlib.sha256(parts[0].encode() + b"\n" + content).digest()[:4]
    return (parts[0], name_id, content[1:]) if name_id.hex() == parts[1] else None


def good_name(name):
    return bool(name) and all(sign.isprintable() and not sign.isspace() and sign != "+" for sign in name)


def checkpoint(note, key):
    """Return (size, root) of a note that the key signed, or None."""
    head, gap, tail = note.rpartition("\n\n")
    text, lines = head + "\n", tail.split("\n")
    odd = any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text)
    if not gap or odd or lines.pop() != "" or not 1 <= len(lines) <= 16:
        return None
    signatures = [read_signature(line) for line in lines]
    if None in signatures:
        return None
    ours = [signature for *whose, signature in signatures if tuple(whose) == key[:2]]
    if not ours or not all(signed_by(key[2], signature, text.encode()) for signature in ours):
        return None
    return read_checkpoint(text.split("\n"), key[0])


def read_signature(line):
    """Return (name, id of the key, signature) or None."""
    name, _, written = line[2:].partition(" ")
    signature = plain(written)
    if line[:2] != "\u2014 " or not good_name(name) or signature is None or len(signature) < 5:
        return None
    return name, signature[:4], signature[4:]


def read_checkpoint(said, name):
    if len(said) < 4 or said[0] != name or not re.fullmatch("0|[1-9][0-9]{0,15}", said[1]):
        return None
    root = plain(said[2])
    return (int(said[1]), root) if root is not None and len(root) == 32 else None


# ---- The bundle ----------------------------------------------------------------------------------------------------


def read_bundle(path):
    """Return (key line, notes, entries, payloads or None). Raises ``Found`` for what is no whole bundle."""
    try:
        with zipfile.ZipFile(path) as file:
            names = file.namelist()
            known = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} >= {each.compress_type for each in file.infolist()}
            parts = {name: file.read(name).decode("utf-8") for name in names} if known else {}
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
        struct.error,
    ) as error:
        raise Found(INCOMPLETE, "bundel tidak terbaca") from error
    notes = sorted(name for name in parts if re.fullmatch("notes/[0-9]{12}[.]note", name))
    if len(parts) != len(names) or set(parts) - set(notes) - {"FORMAT", "key.vkey", "entries.txt", "payloads.txt"}:
        raise Found(INCOMPLETE, "bundel berisi berkas yang tidak dikenal")
    if parts.get("FORMAT") != "petruk-log-bundle 1\n" or "key.vkey" not in parts or "entries.txt" not in parts:
        raise Found(INCOMPLETE, "bundel tidak lengkap")
    entries = rows(parts["entries.txt"], "([0-9a-f]{64}) (.*)")
    payloads = rows(parts["payloads.txt"], "(-)|([0-9a-f]{64}) (.+)") if "payloads.txt" in parts else None
    if payloads is not None and len(payloads) != len(entries):
        raise Found(INCOMPLETE, "jumlah muatan tidak sama dengan jumlah catatan")
    line = parts["key.vkey"]
    return line[:-1] if line.endswith("\n") else line, [parts[name] for name in notes], entries, payloads


def rows(text, form):
    lines = text.split("\n")
    found = [re.fullmatch(form, line) for line in lines[:-1]]
    if lines[-1] or None in found:
        raise Found(INCOMPLETE, "sebuah baris tidak terbaca")
    return [row.groups() for row in found]


def signed_roots(notes, key):
    roots = {}
    for note in notes:
        said = checkpoint(note, key)
        if said is None:
            raise Found(TAMPERED, "sebuah titik periksa tidak ditandatangani dengan kunci ini")
        if roots.setdefault(*said) != said[1]:
            raise Found(TAMPERED, "dua titik periksa menandatangani jejak yang berbeda")
    return roots


# ---- The tree, RFC 6962 section 2.1 --------------------------------------------------------------------------------


class Tree:
    """Full subtrees as (height, hash), the highest first; two of one height become one of the next."""

    def __init__(self):
        self.size, self.full = 0, []

    def add(self, leaf):
        self.size += 1
        self.full.append((0, leaf))
        while len(self.full) > 1 and self.full[-1][0] == self.full[-2][0]:
            (height, left), (_, right) = self.full[-2:]
            self.full[-2:] = [(height + 1, node(left, right))]

    def root(self):
        if not self.full:
            return hashlib.sha256(b"").digest()
        total = self.full[-1][1]
        for _, left in self.full[-2::-1]:
            total = node(left, total)
        return total


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


# ---- The examination -----------------------------------------------------------------------------------------------


def read_entry(place, leaf, body):
    """Return (action, commitment) of an entry that stands in its place."""
    said = BODY.fullmatch(body)
    if said is None or str(int(said[3])) != said[3]:
        raise Found(TAMPERED, "catatan tidak tertulis sebagaimana mestinya", place)
    if int(said[3]) != place:
        raise Found(TAMPERED, "catatan menempati nomor catatan lain", place)
    if hashlib.sha256(b"\x00" + body.encode()).hexdigest() != leaf:
        raise Found(TAMPERED, "catatan tidak sesuai dengan hash-nya", place)
    return json.loads(said[1]), said[2]


def read_payload(place, payload, action, commit):
    """Return (erased entries, entries that an erasure names)."""
    gone, salt, text = payload
    if gone:
        return {place}, set()
    if hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest() != commit:
        raise Found(TAMPERED, "muatan catatan bukan muatan yang dicatat", place)
    if action != "payload.erased":
        return set(), set()
    try:
        named = json.loads(text)["after"]["entries"]
    except (KeyError, TypeError, ValueError):
        named = None
    if not isinstance(named, list) or not all(isinstance(each, int) for each in named):
        raise Found(TAMPERED, "penghapusan tidak menyebut catatannya", place)
    return set(), set(named)


def compare(tree, roots, good):
    """Return the size up to which everything is as signed."""
    if tree.size not in roots:
        return good
    if roots[tree.size] != tree.root():
        raise Found(TAMPERED, "catatan bukan catatan yang ditandatangani", good)
    return tree.size


def walk(entries, payloads, roots):
    """Return the size of the tree, up to where it is signed, and how many payloads are gone."""
    tree, erased, named = Tree(), set(), set()
    good = compare(tree, roots, 0)
    for place, (leaf, body) in enumerate(entries):
        action, commit = read_entry(place, leaf, body)
        if payloads is not None:
            gone, told = read_payload(place, payloads[place], action, commit)
            erased |= gone
            named |= told
        tree.add(bytes.fromhex(leaf))
        good = compare(tree, roots, good)
    if any(size > tree.size for size in roots):
        raise Found(TAMPERED, "catatan kurang dari yang ditandatangani", tree.size)
    if erased - named:
        raise Found(TAMPERED, "muatan hilang tanpa penghapusan yang sah", min(erased - named))
    return tree.size, good, len(erased)


def examine(path, key=None, notes=()):
    """Return (entries, erased) of a bundle that proves everything in it. Raises ``Found`` for any other."""
    line, own, entries, payloads = read_bundle(path)
    known = read_key(line)
    if known is None:
        raise Found(INCOMPLETE, "kunci dalam bundel tidak terbaca")
    if key is not None and key != line:
        raise Found(TAMPERED, "kunci dalam bundel bukan kunci yang Anda pegang")
    roots = signed_roots([*own, *notes], known)
    size, good, erased = walk(entries, payloads, roots)
    if not roots:
        raise Found(INCOMPLETE, "tidak ada titik periksa, jadi tidak ada yang terbukti")
    if good != size:
        raise Found(INCOMPLETE, f"{size - good} catatan terakhir belum ditandatangani")
    return size, erased


# ---- The proof that a charter carries ------------------------------------------------------------------------------


def inside(content):
    """Return what was frozen in a paper: the file inside a PDF, or that file itself. Raises ``Found``."""
    if not content.startswith(b"%PDF"):
        return frozen(content)
    for part in re.finditer(rb"/EmbeddedFile\b.*?stream\r?\n", content, re.DOTALL):
        try:
            return frozen(zlib.decompressobj().decompress(content[part.end() :], MOST))
        except zlib.error:
            continue
    raise Found(INCOMPLETE, "naskah tidak memuat data")


def frozen(content):
    try:
        found = json.loads(content.decode("utf-8"))
        log = found["log"]
        return found, log["entry"], log["proof"], log["key"]
    except (ValueError, KeyError, TypeError) as error:
        raise Found(INCOMPLETE, "naskah tidak memuat bukti jejak audit") from error


def climb(leaf, index, size, hashes):
    """Return the root to which a path leads, RFC 9162 section 2.1.3.2, or None when it does not fit the tree."""
    place, last, root = index, size - 1, leaf
    for other in hashes:
        if last == 0:
            return None
        if place % 2 or place == last:
            root = node(other, root)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            root = node(root, other)
        place, last = place // 2, last // 2
    return root if last == 0 else None


def examine_paper(content, key=None):
    """Return (place of the entry, signed size) of a paper whose decision is in the log. Raises ``Found``."""
    paper, body, proof, line = inside(content)
    known = read_key(line) if isinstance(line, str) else None
    parts = re.fullmatch(PROOF, proof, re.DOTALL) if isinstance(proof, str) and isinstance(body, str) else None
    if known is None or parts is None:
        raise Found(INCOMPLETE, "bukti dalam naskah tidak terbaca")
    if key is not None and key != line:
        raise Found(TAMPERED, "kunci dalam naskah bukan kunci yang Anda pegang")
    signed = checkpoint(parts[3], known)
    if signed is None:
        raise Found(TAMPERED, "titik periksa tidak ditandatangani dengan kunci ini")
    hashes, said = [plain(each) for each in parts[2].split()], BODY.fullmatch(body)
    index = int(parts[1])
    leaf = hashlib.sha256(b"\x00" + body.encode()).digest()
    fits = None not in hashes and index < signed[0] and said is not None and said[3] == parts[1]
    if not fits or climb(leaf, index, signed[0], hashes) != signed[1]:
        raise Found(TAMPERED, "catatan tidak menuju akar yang ditandatangani")
    if json.loads(said[1]) != "award.decided" or json.loads(body)["object"] != paper.get("award"):
        raise Found(TAMPERED, "catatan bukan tentang penetapan di balik naskah ini")
    return index, signed[0]


def verdict(path, key=None, notes=()):
    """Return (code, first entry that may be another one or None): what the tests compare."""
    try:
        examine(path, key, notes)
    except Found as found:
        return found.code, found.seq
    return OK, None


def held(folder):
    """Return the key line or None, and the notes, that a folder outside the server holds."""
    key = folder / "petruk-log.vkey"
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.note"))]
    return key.read_text("utf-8").strip() if key.exists() else None, texts


def main(arguments):
    parser = argparse.ArgumentParser(prog="petruk_verify.py", description="Periksa bundel jejak audit SI-PETRUK.")
    parser.add_argument("bundle", type=Path, help="bundel, piagam, atau berkas JSON dari dalam piagam")
    parser.add_argument("--key", type=Path, help="kunci publik yang Anda terima dahulu")
    parser.add_argument("--against", type=Path, help="map berisi titik periksa yang Anda simpan")
    options = parser.parse_args(arguments)
    try:
        key, notes = held(options.against) if options.against else (None, [])
        key = options.key.read_text("utf-8").strip() if options.key else key
        content = options.bundle.read_bytes()
        if not content.startswith(b"PK"):
            index, size = examine_paper(content, key)
            print(f"UTUH: penetapan di balik naskah ini adalah catatan {index} dari {size} yang ditandatangani.")
            if key is None:
                print("Kunci berasal dari naskah sendiri. Bandingkan dengan kunci yang Anda terima dahulu (--key).")
            return OK
        size, erased = examine(options.bundle, key, notes)
    except OSError as error:
        print(f"TIDAK LENGKAP: {error}")
        return INCOMPLETE
    except Found as found:
        where = f" (mulai catatan nomor {found.seq})" if found.seq is not None else ""
        print(f"{'DIUBAH' if found.code == TAMPERED else 'TIDAK LENGKAP'}: {found.words}{where}.")
        return found.code
    print(f"UTUH: {size} catatan, semuanya ditandatangani; {erased} muatan dihapus dengan dasar hukum.")
    if key is None:
        print("Kunci berasal dari bundel sendiri. Bandingkan dengan kunci yang Anda terima dahulu (--key).")
    return OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
