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
    """Word the result sheet whose paper is chosen."""
    return result(frozen) | {"size": frozen["size"]}


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
