import pytest
import segno

from petruk.documents import qr
from tests.documents.samples import CODE, URL


def test_the_drawing_is_the_code_of_the_address():
    drawing = qr.svg(URL, code=CODE)

    size = segno.make_qr(URL, error="m").symbol_size(border=0)[0]
    assert f'viewBox="0 0 {size} {size}"' in drawing
    assert drawing == qr.svg(URL, code=CODE)


def test_another_code_is_another_drawing():
    other = CODE[::-1]

    assert qr.svg(URL.replace(CODE, other), code=other) != qr.svg(URL, code=CODE)


@pytest.mark.parametrize("host", ["http://localhost:8000", "http://10.0.0.7:8000", "https://petruk.example:8443"])
def test_a_demo_on_this_machine_and_a_port_are_served(host):
    assert qr.svg(f"{host}/verifikasi/{CODE}/", code=CODE).startswith("<svg")


@pytest.mark.parametrize(
    "url",
    [
        f"http://petruk.example/verifikasi/{CODE}/",
        f"https://petruk.example/verifikasi/{CODE}",
        f"https://petruk.example/verifikasi/{CODE}/?next=https://jahat.example",
        f"https://petruk.example/verifikasi/{CODE}/\n",
        f"https://user@petruk.example/verifikasi/{CODE}/",
        f"https://petruk.example/pegawai/{CODE}/",
        f"javascript:alert(1)//verifikasi/{CODE}/",
        f"https://petruk.example/verifikasi/{CODE[::-1]}/",
        "https://petruk.example/verifikasi/198407202010011002/",
        "",
    ],
)
def test_n50_nothing_but_the_verification_address_of_this_paper_becomes_a_code(url):
    with pytest.raises(ValueError, match="Not the address"):
        qr.svg(url, code=CODE)
