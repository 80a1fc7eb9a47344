"""Where on a paper a signature goes: the template draws an empty picture there and names it.

A paper of several hands names in each room whose it is. The rectangle of a room stands in the structure of the file,
so nothing needs to be remembered beside the paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from petruk.documents.typeface import printable

NAME = "Tempat tanda tangan"
DEEPEST = 40


@dataclass(frozen=True)
class Place:
    """A rectangle on a page, in points from the lower left corner, and the picture that holds it free."""

    page: int
    box: tuple[float, float, float, float]
    figure: DictionaryObject

    @property
    def size(self) -> tuple[float, float]:
        left, low, right, high = self.box
        return right - left, high - low

    @property
    def hand(self) -> str:
        """Return whose room it is, as the paper writes him; empty where the paper has one room only."""
        return str(self.figure["/Alt"]).removeprefix(NAME).strip()


def find_places(writer: IncrementalPdfFileWriter) -> list[Place]:
    """Return the rooms that a paper leaves, in the order in which it is read."""
    tree = _part(writer.root, "/StructTreeRoot")
    figures = [each for each in _elements(tree, DEEPEST) if str(_part(each, "/Alt")).startswith(NAME)]
    pages = {_reference(page): index for index, page in enumerate(_pages(writer))} if figures else {}
    return [_place(figure, pages) for figure in reversed(figures)]


def place_of(hand: str, places: Sequence[Place]) -> Place | None:
    """Return the room of somebody, by the name that stands on the paper; the only one is everybody's."""
    return next((each for each in places if each.hand in ("", printable(hand))), None)


def tell_readers(writer: IncrementalPdfFileWriter, place: Place, field: IndirectObject) -> None:
    """Put the field into the structure of the paper, behind the room it fills, as PDF/UA wants every field."""
    root = writer.root["/StructTreeRoot"]
    parent = place.figure["/P"]
    key = root["/ParentTreeNextKey"]
    page = place.figure.raw_get("/Pg")
    kid = DictionaryObject({pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): field, pdf_name("/Pg"): page})
    form = writer.add_object(
        DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): place.figure.raw_get("/P"),
                pdf_name("/Pg"): page,
                pdf_name("/K"): ArrayObject([kid]),
            }
        )
    )
    kids = parent["/K"]
    behind = next(at for at, each in enumerate(_items(kids)) if each is place.figure)
    kids.insert(behind + 1, form)
    root["/ParentTree"]["/Nums"].extend([NumberObject(key), form])
    root["/ParentTreeNextKey"] = NumberObject(key + 1)
    field.get_object()[pdf_name("/StructParent")] = NumberObject(key)
    for changed in (parent, root["/ParentTree"], root, field.get_object()):
        writer.update_container(changed)


def _place(figure: DictionaryObject, pages: Mapping[tuple[int, int], int]) -> Place:
    left, low, right, high = (float(edge) for edge in _layout(figure)["/BBox"])
    return Place(pages[_reference(figure.raw_get("/Pg"))], (left, low, right, high), figure)


def _elements(element: Any, depth: int) -> Iterator[DictionaryObject]:
    """Yield what lies within an element of the structure, the last first: papers are signed near their end."""
    if depth == 0:
        return
    kids = _part(element, "/K")
    for kid in _items(kids, backwards=True) if isinstance(kids, ArrayObject) else (kids,):
        if isinstance(kid, DictionaryObject):
            yield kid
            yield from _elements(kid, depth - 1)


def _part(whole: Any, name: str) -> Any:
    """Return a part of a dictionary itself, not the reference to it; nothing where it has none."""
    return whole[name] if isinstance(whole, DictionaryObject) and name in whole else None


def _items(array: ArrayObject, *, backwards: bool = False) -> Iterator[Any]:
    """Yield what an array holds, not the references to it."""
    places = range(len(array))
    return (array[at] for at in (reversed(places) if backwards else places))


def _layout(figure: DictionaryObject) -> DictionaryObject:
    said = figure["/A"]
    attributes = said if isinstance(said, ArrayObject) else [said]
    return next(each for each in attributes if isinstance(each, DictionaryObject) and "/BBox" in each)


def _pages(writer: IncrementalPdfFileWriter) -> Iterator[Any]:
    waiting = [writer.root.raw_get("/Pages")]
    while waiting:
        node = waiting.pop()
        kids = _part(node.get_object(), "/Kids")
        if kids is None:
            yield node
        else:
            waiting.extend(kids.raw_get(at) for at in reversed(range(len(kids))))


def _reference(item: IndirectObject) -> tuple[int, int]:
    return item.idnum, item.generation
