"""Put hostile text into every free text field of every table, whatever form or file would have brought it there."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import CharField, Field, JSONField, Model, TextField

RULED = {
    "username", "nip", "public_id", "sha256", "plan_digest", "password", "path", "kind", "role", "state", "sex",
    "legal_status", "echelon", "rank", "position_kind", "uploaded_by_ref", "actor_ref", "object_kind", "object_ref",
    "action", "submission_key", "education", "predicate", "result_rating", "behaviour_rating", "definition", "windows",
    "Document.code", "Document.number", "Instrument.code", "pattern",
    "Objection.indicator", "Objection.media_type", "Objection.stored_as", "filed_by_ref", "answered_by_ref",
    "asked_by_ref", "viewer_ref", "session_key", "session_data",
    "Evidence.indicator", "Evidence.item", "Evidence.media_type", "Evidence.stored_as",
    "locked_secret", "encoded", "credential_id",
    "PanelScore.aspect", "Period.draw_seed", "Signature.media_type", "Signature.stored_as",
}  # fmt: skip
"""Columns that a constraint or a format rules: no free text reaches them."""

ONLY_WHERE_TEXT_IS = {"PanelSheet.recused_because", "Signature.serial"}
"""Columns that a constraint keeps empty in some rows."""

FREE = {
    "name", "position", "unit", "sentence", "text", "source", "title", "subtitle", "message", "column", "value_shown",
    "office", "own_office", "label", "evidence_note", "footer", "agency", "government", "place", "reason", "period",
    "key", "what", "note", "notes", "before", "after", "sheet_name", "file_name", "decided_by",
}  # fmt: skip
"""Keys of kept JSON under which free text stands."""


def fill(payloads: Sequence[str], start: int = 0) -> None:
    """Give each row of each table other payloads, the first from ``start`` on."""
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if _is_free(field)]
        if model.__module__.startswith("petruk.") and names:
            _fill(model, names, payloads, start)


def _fill(model: type[Model], names: Sequence[str], payloads: Sequence[str], start: int) -> None:
    rows = list(model._default_manager.order_by("pk"))
    for number, row in enumerate(rows):
        for name in names:
            if not getattr(row, name) and f"{model.__name__}.{name}" in ONLY_WHERE_TEXT_IS:
                continue
            field, payload = model._meta.get_field(name), payloads[(start + number) % len(payloads)]
            setattr(row, name, _text(field, payload, row) if field.max_length else _free(getattr(row, name), payload))
    with _any_change(model):
        model._default_manager.bulk_update(rows, names)


def _text(field: Field, payload: str, row: Model) -> str:
    return f"{payload[: field.max_length - 6]}{row.pk}" if field.unique else payload[: field.max_length]


def _free(value: Any, payload: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _free(inner, payload, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_free(inner, payload, key) for inner in value]
    return payload if isinstance(value, str) and value and key in FREE else value


def _is_free(field: Field) -> bool:
    texts = isinstance(field, CharField | TextField) and not field.choices
    ruled = RULED & {field.name, f"{field.model.__name__}.{field.name}"}
    return not ruled and (texts or isinstance(field, JSONField))


class _any_change:  # noqa: N801
    """Lift the triggers that keep what was issued; the transaction of the test brings them back."""

    def __init__(self, model: type[Model]) -> None:
        self.table = model._meta.db_table

    def __enter__(self) -> None:
        self._run("DISABLE")

    def __exit__(self, *_error: object) -> None:
        self._run("ENABLE")

    def _run(self, verb: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{self.table}" {verb} TRIGGER USER')
