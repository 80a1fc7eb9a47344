"""What a file must be to be kept as evidence, and what of it is kept."""

import re
import struct
import zlib

import pytest

from petruk.core.files import Fault, FileRefused, inspect, shown_name
from tests.core.made_files import GPS, jpeg, packed_pdf, pdf, png, png_chunk

SCRIPT = b"<html><script>alert(1)</script></html>"


def refused(content: bytes) -> Fault:
    with pytest.raises(FileRefused) as caught:
        inspect(content)
    return caught.value.fault


@pytest.mark.parametrize(
    ("content", "kind"), [(pdf(), "application/pdf"), (jpeg(), "image/jpeg"), (png(), "image/png")]
)
def test_a_sound_file_is_kept_under_the_kind_of_its_content(content, kind):
    assert inspect(content).media_type == kind


def test_a_document_is_kept_byte_by_byte():
    assert inspect(pdf()).content == pdf()


@pytest.mark.parametrize(
    "content",
    [
        SCRIPT,
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        b"alert(1)",
        b"GIF89a/*" + b"*/=1;alert(1)",
        b"PK\x03\x04" + b"0" * 40,
        b"MZ" + b"\0" * 60,
    ],
)
def test_n55_what_is_no_document_or_picture_is_refused(content):
    assert refused(content) is Fault.UNKNOWN


@pytest.mark.parametrize("content", [SCRIPT + pdf(), b"\n" + pdf(), b"PK\x03\x04" + pdf()])
def test_n56_a_document_begins_at_the_first_byte(content):
    assert refused(content) is Fault.UNKNOWN


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (pdf(b"%" + SCRIPT + b"\n"), Fault.DISGUISED),
        (pdf() + SCRIPT, Fault.APPENDED),
        (pdf() + b"PK\x05\x06" + b"\0" * 18, Fault.APPENDED),
        (pdf(b"%PK\x05\x06\n"), Fault.DISGUISED),
        (pdf() + b"PK\x03\x04...PK\x05\x06" + pdf(), Fault.DISGUISED),
    ],
)
def test_n56_a_document_that_is_another_kind_as_well_is_refused(content, fault):
    assert refused(content) is fault


def test_n56_what_is_glued_behind_a_picture_is_left_out():
    for picture in (jpeg(), png()):
        assert inspect(picture + b"PK\x03\x04" + SCRIPT).content == inspect(picture).content


@pytest.mark.parametrize(
    ("objects", "fault"),
    [
        (b"9 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</S /J#61va#53cript>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</JS 10 0 R>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</S/Launch/F(cmd.exe)>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</OpenAction 10 0 R>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</OpenAction<</S/URI/URI(http://e)>>>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</AA <</O 10 0 R>>>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</XFA [(template) 10 0 R]>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</S/SubmitForm>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</S/GoToR/F(\\\\\\\\e\\\\x)>> endobj", Fault.ACTIVE),
        (b"9 0 obj <</Type /EmbeddedFile>> endobj", Fault.ATTACHMENT),
        (b"9 0 obj <</Names <</EmbeddedFiles 10 0 R>>>> endobj", Fault.ATTACHMENT),
        (b"9 0 obj <</Encrypt 10 0 R>> endobj", Fault.ENCRYPTED),
        (b"9 0 obj <</Type /Page>> endobj " * 2001, Fault.PAGES),
    ],
)
def test_n57_a_document_that_runs_opens_or_carries_something_is_refused(objects, fault):
    assert refused(pdf(objects)) is fault


@pytest.mark.parametrize("objects", [b"1 0 <</S /JavaScript>>", b"1 0 <</JS (x)>>", b"1 0 <</Type/EmbeddedFile>>"])
def test_n57_what_is_packed_into_a_stream_is_found_there(objects):
    assert refused(packed_pdf(objects)) in {Fault.ACTIVE, Fault.ATTACHMENT}


def test_n57_objects_packed_in_an_unusual_way_are_refused():
    content = packed_pdf(b"1 0 <</A 1>>").replace(b"/FlateDecode", b"/LZWDecode")

    assert refused(content) is Fault.BROKEN


def test_n57_packed_objects_do_not_become_a_flood():
    assert refused(packed_pdf(b" " * 30_000_000)) is Fault.BROKEN


def test_n57_an_object_that_lies_hidden_in_a_stream_is_found():
    hidden = b"8 0 obj <</Length 60>> stream\n9 0 obj <</S /JavaScript /JS (x)>> endobj\nendstream endobj"

    assert refused(pdf(hidden)) is Fault.ACTIVE


@pytest.mark.parametrize(
    "objects",
    [
        b"9 0 obj <</OpenAction [3 0 R /XYZ null null 0]>> endobj",
        b"9 0 obj <</S /URI /URI (https://balangankab.go.id)>> endobj",
        b"9 0 obj <</Font /JSomething /Title (Javanese)>> endobj",
        b"9 0 obj <</A 9 0 R>> endobj",
    ],
)
def test_what_office_programs_write_is_accepted(objects):
    assert inspect(pdf(objects)).media_type == "application/pdf"


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_n64_a_file_that_was_cut_is_refused(share):
    for whole in (pdf(b" " * 2000), jpeg(), png()):
        cut = whole[: max(int(len(whole) * share), 1)]
        assert refused(cut) in {Fault.CUT, Fault.UNKNOWN}


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (20_001, 1), (10_000, 10_000)])
def test_n62_a_flood_of_pixels_is_refused_by_the_header_alone(width, height):
    assert refused(jpeg(width=width, height=height)) is Fault.PIXELS
    assert refused(png(width=width, height=height)) is Fault.PIXELS


def test_n66_place_time_and_device_are_taken_out_of_a_photograph():
    kept = inspect(jpeg(exif=GPS, comment=b"Rumah saya")).content

    assert b"GPS-DI-SINI" not in kept
    assert b"Rumah" not in kept
    assert b"Exif" not in kept
    assert kept == inspect(jpeg()).content


@pytest.mark.parametrize("up", [3, 6, 8])
def test_n66_a_photograph_keeps_which_way_is_up_and_nothing_else(up):
    kept = inspect(jpeg(exif=GPS, up=up)).content

    (exif,) = re.findall(rb"Exif\0\0(.{26})", kept, re.DOTALL)
    assert struct.unpack(">HHIH", exif[10:20]) == (0x0112, 3, 1, up)
    assert b"GPS-DI-SINI" not in kept


@pytest.mark.parametrize("exif", [b"", b"II", b"II\x2a\0\xff\xff\xff\xff", b"MM\0\x2a\0\0\0\x08\xff\xff", b"XX" * 20])
def test_an_exif_that_makes_no_sense_does_no_harm(exif):
    assert inspect(jpeg(raw_exif=exif)).content == inspect(jpeg()).content


def test_n66_texts_and_exif_are_taken_out_of_a_png():
    described = png(extra=png_chunk(b"tEXt", b"Comment\0GPS-DI-SINI") + png_chunk(b"eXIf", b"MM\0\x2a"))

    assert inspect(described).content == inspect(png()).content


def test_a_clean_file_stays_as_it_is_when_it_is_sent_again():
    for picture in (jpeg(exif=GPS, up=6), png(extra=png_chunk(b"tEXt", b"a\0b"))):
        once = inspect(picture).content
        assert inspect(once).content == once


@pytest.mark.parametrize(
    "content",
    [
        png().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IEND", b""),
        png(extra=png_chunk(b"ABCD", b"")),
        png(depth=3),
        jpeg(frame=0xC3),
        jpeg().replace(b"\xff\xda", b"\xff\xc0", 1),
        b"\xff\xd8\xff\xd9",
        b"%PDF-1.7\nstartxref\n0\n%%EOF",
    ],
)
def test_a_damaged_file_is_refused(content):
    assert refused(content) in {Fault.BROKEN, Fault.CUT}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.ini.pdf"),
        ("C:\\x.pdf", "x.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("gambar\u202efdp.exe", "gambarfdp.exe.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("con", "con.pdf"),
        ("a" * 300 + ".PDF", "a" * 120 + ".pdf"),
        ("\x00", "berkas.pdf"),
        ("", "berkas.pdf"),
        ("halaman.html", "halaman.html.pdf"),
        ("SK Pangkat.PDF", "SK Pangkat.pdf"),
    ],
)
def test_n58_a_name_is_shown_without_harm_and_ends_as_its_kind(given, shown):
    assert shown_name(given, "application/pdf") == shown


def test_the_pictures_of_these_tests_are_pictures():
    header, data = png()[16:29], zlib.decompress(re.search(rb"IDAT(.*).{8}IEND", png(), re.DOTALL)[1])

    assert struct.unpack(">II", header[:8]) == (2, 2)
    assert len(data) == 2 * (1 + 2)
