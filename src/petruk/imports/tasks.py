"""What a worker does of an import. Named by ``actions.background``."""

from procrastinate.contrib.django import app

from petruk.imports.actions.background import APPLY, CHECK, QUEUE
from petruk.imports.actions.jobs import apply_for, check_for


@app.task(name=CHECK, queue=QUEUE)  # type: ignore[untyped-decorator]
def check_file(batch_ref: str, user_ref: str) -> None:
    check_for(user_ref, batch_ref)


@app.task(name=APPLY, queue=QUEUE)  # type: ignore[untyped-decorator]
def apply_file(batch_ref: str, user_ref: str) -> None:
    apply_for(user_ref, batch_ref)
