"""N65: what a scanner refuses is not kept, and while a scanner is silent nothing is."""

import socket

import pytest

from petruk.appraisal import antivirus
from petruk.appraisal.actions.uploads import CannotAttach, Upload, inspected
from tests.appraisal.fake_clamd import EICAR, listening
from tests.core.made_files import pdf

HARMLESS, HARMFUL = Upload("surat.pdf", pdf(b"x" * 200_000)), Upload("surat.pdf", pdf(EICAR))


@pytest.fixture
def clamd(settings, tmp_path):
    settings.PETRUK_CLAMAV = str(tmp_path / "clamd.ctl")
    with listening(tmp_path / "clamd.ctl") as server:
        yield server


def test_n65_a_file_with_a_virus_is_refused_by_its_name(clamd):
    assert inspected(HARMLESS, CannotAttach).content == HARMLESS.content
    with pytest.raises(CannotAttach, match=r"Win\.Test\.EICAR_HDB-1"):
        inspected(HARMFUL, CannotAttach)

    assert clamd.seen == [HARMLESS.content, HARMFUL.content], "every byte, in the order in which it came"


def test_without_a_scanner_nothing_is_asked(settings):
    settings.PETRUK_CLAMAV = ""

    assert not antivirus.is_on()
    assert inspected(HARMFUL, CannotAttach).content == HARMFUL.content


@pytest.mark.parametrize(
    "answer", [b"", b"stream: ", b"stream: OKE\0", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 100_000, b"\xff\0"]
)
def test_an_answer_that_says_nothing_refuses_the_file(clamd, answer):
    clamd.answer = answer

    with pytest.raises(CannotAttach, match="Pemeriksa virus tidak menjawab"):
        inspected(HARMLESS, CannotAttach)


@pytest.mark.parametrize("address", ["/tiada/clamd.ctl", "127.0.0.1:1"])
def test_a_scanner_that_is_not_there_refuses_the_file(settings, address):
    settings.PETRUK_CLAMAV = address

    with pytest.raises(CannotAttach, match="Pemeriksa virus tidak menjawab"):
        inspected(HARMLESS, CannotAttach)


def test_a_scanner_that_hangs_is_left_after_a_while(settings, monkeypatch, tmp_path):
    settings.PETRUK_CLAMAV = str(tmp_path / "diam.ctl")
    monkeypatch.setattr(antivirus, "WAIT_SECONDS", 0.05)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(settings.PETRUK_CLAMAV)
        silent.listen()

        with pytest.raises(CannotAttach, match="Pemeriksa virus tidak menjawab"):
            inspected(HARMLESS, CannotAttach)


def test_a_scanner_can_be_reached_over_the_network(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.PETRUK_CLAMAV = f"127.0.0.1:{server.getsockname()[1]}"

        line = antivirus._connected(settings.PETRUK_CLAMAV)

        line.close()
