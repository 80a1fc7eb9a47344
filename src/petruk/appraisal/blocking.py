from petruk.core.scoring import Line, Score


def blocking(score: Score) -> tuple[Line, ...]:
    """Return the lines that keep a score from being handed in for want of data, a document or a minimum.

    What the officer has still to decide is not among them: his form says that beside the field.
    """
    return tuple(line for line in score.lines if line.unmet or (line.missing and line.pending))
