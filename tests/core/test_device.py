import pytest

from petruk.core.device import device_of

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
SENT = (
    (WINDOWS, "Chrome · Windows"),
    (f"{WINDOWS} Edg/130.0", "Edge · Windows"),
    ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36",
     "Samsung Internet · Android"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
     "Safari · iPhone"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"),
    ("curl/8.5", ""),
    ("", ""),
)  # fmt: skip


@pytest.mark.parametrize(("sent", "words"), SENT)
def test_a_browser_is_called_what_its_owner_calls_it(sent, words):
    assert device_of(sent) == words


@pytest.mark.parametrize("sent", ["<script>Chrome/", "Firefox/\r\nX: y Windows", "\u202eFirefox/"])
def test_n46_nothing_that_was_sent_comes_back(sent):
    assert set(device_of(sent).split(" · ")) <= {"Chrome", "Firefox", "Windows"}
