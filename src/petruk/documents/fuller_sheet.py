"""The words of the later result sheets: for indicators that are shown, have parts, or wait for the panel.

What it shares with the first is worded there; the first stays as it is, for what it can say.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from petruk.core.dates import format_date
from petruk.core.indicators import Kind
from petruk.core.numbers import format_decimal
from petruk.documents import typeface, wording

Frozen = Mapping[str, Any]
NO_TOTAL = {"title": "Tanpa skor total", "text": "Peringkat mengikuti urutan pembanding instrumen ini."}
PANEL_WAITS = {"title": "Menunggu", "text": "Skor ditetapkan setelah tim penilai menilai."}


def adds_up(frozen: Frozen) -> bool:
    """Say whether a result sheet of either look shows a total."""
    return frozen["template"] == "result-1" or _instead_of_total(frozen) is None


def result(frozen: Frozen) -> dict[str, Any]:
    """Word the fuller result sheet of one assessment."""
    first = wording.result(frozen)
    words = {
        "instead_of_total": _instead_of_total(frozen),
        "lines": [_line(line) | {"heading": f"Indikator {line['title']}"} for line in frozen["lines"]],
        "files": [{"name": file["file_name"], "sha256": file["sha256"]} for file in frozen["evidence"]],
        "overrides": [_override(each) for each in frozen["overrides"]],
    }
    printable = typeface.printable_words(words)
    substituted = [*first["substituted"], *printable["substituted"]]
    return first | printable | {"substituted": list(dict.fromkeys(substituted))}


def sized(frozen: Frozen) -> dict[str, Any]:
    """Word the result sheet whose paper is chosen, and which may tell what was sealed."""
    worded = result(_settled(frozen)) | {"size": frozen["size"]}
    return worded | {"identity": [*worded["identity"], *_rescaled(frozen)], "hands": _hands(frozen, worded["hands"])}


def _settled(frozen: Frozen) -> Frozen:
    """Leave out a head who had nothing to decide, and of a sealed panel what was to be done before it was locked."""
    decides = any(line["kind"] in {Kind.RUBRIC, Kind.SCALE} for line in frozen["lines"])
    sealed = "sealed" in frozen
    lines = [line | {"meaning": ""} if sealed and line["kind"] == Kind.PANEL else line for line in frozen["lines"]]
    return {**frozen, "lines": lines, "decided_by": frozen["decided_by"] if decides else ""}


def _rescaled(frozen: Frozen) -> list[tuple[str, str]]:
    """Return the total on the displayed scale, where an instrument has one of its own and nothing waits."""
    shown, total = (frozen.get(name) for name in ("shown_total", "total"))
    if _instead_of_total(frozen) is not None or shown in (None, total):
        return []
    maximum = format_decimal(Decimal(frozen["shown_maximum"]), places=None)
    return [("RATA-RATA BIDANG", f"{format_decimal(Decimal(shown))} dari {maximum}")]


def _hands(frozen: Frozen, hands: str) -> str:
    """Add to by whose hands the scores came about that they are sealed, and why if anew."""
    seal = frozen.get("sealed")
    if seal is None:
        return hands
    told = f"hasil tersegel versi {seal['version']} pada {format_date(date.fromisoformat(seal['on']))}"
    told = typeface.printable(f"{told}: {seal['reason']}" if seal["reason"] else told)
    return f"{hands}; {told}" if hands else told[0].upper() + told[1:]


def _instead_of_total(frozen: Frozen) -> Mapping[str, str] | None:
    if not Decimal(frozen["maximum"]):
        return NO_TOTAL
    return PANEL_WAITS if any(_waits(line) for line in frozen["lines"]) else None


def _line(line: Frozen) -> dict[str, object]:
    points = line["points"]
    return {
        "criterion": line["criterion"],
        "text": line["text"],
        "meaning": line["meaning"],
        "sentence": line["sentence"],
        "source": line["source"],
        "points": "–" if points is None else format_decimal(Decimal(points), places=None),
        "maximum": format_decimal(Decimal(line["maximum"]), places=None),
        "missing": line["missing"],
        "counts": line["counts"],
        "shown": line["shown"],
        "under": "menunggu tim penilai" if _waits(line) else "",
        "details": [_detail(detail) for detail in line["details"]] if _has_parts(line) else [],
    }


def _waits(line: Frozen) -> bool:
    return bool(line["kind"] == Kind.PANEL and line["points"] is None)


def _has_parts(line: Frozen) -> bool:
    """One year of a predicate is the predicate itself, which stands beside it already."""
    return bool(line["kind"] != Kind.PREDICATE or len(line["details"]) > 1)


def _detail(detail: Frozen) -> dict[str, object]:
    return {name: detail[name] for name in ("title", "shown", "note")} | {"inner": bool(detail["within"])}


def _override(override: Frozen) -> str:
    """Say who let a candidate in, and past which rules; the facts behind them are for those who may see the result."""
    decided = format_date(date.fromisoformat(override["decided_on"]))
    against = ", ".join(each["rule"] for each in override["against"])
    by = f"diusulkan {override['asked_by']}, disetujui {override['decided_by']} pada {decided}"
    return f"Dikecualikan dari syarat ({against}) karena {override['reason']}; {by}."
