import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import typst

from petruk.documents import typeface, typesetting
from petruk.documents.typesetting import UnknownPaper, render
from tests.documents import samples
from tests.documents.later import LATER

ELSEWHERE = """
import hashlib
from petruk.documents.typesetting import render
from tests.documents import samples
from tests.documents.later import LATER
print(hashlib.sha256(render(samples.longest())).hexdigest())
"""


def test_the_same_data_give_the_same_bytes_in_another_process_zone_and_hash_order(tmp_path):
    here = hashlib.sha256(render(samples.longest())).hexdigest()

    for seed, zone in (("1", "UTC"), ("2", "Asia/Makassar")):
        environment = {
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "HOME": str(tmp_path),
        }
        there = subprocess.run(
            [sys.executable, "-c", ELSEWHERE], env=environment, cwd=tmp_path, check=True, capture_output=True, text=True
        )
        assert there.stdout.strip() == here


def test_the_same_data_give_the_same_bytes_after_other_papers():
    before = render(samples.guide())
    for build in (samples.longest, samples.foreign, samples.unsigned):
        render(build())

    assert render(samples.guide()) == before


def test_many_threads_print_at_once_and_none_gets_the_paper_of_another():
    frozen = [samples.guide() | {"total": str(number)} for number in range(24)]
    alone = [render(each) for each in frozen]

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(render, frozen))

    assert together == alone


@pytest.mark.parametrize("template", ["result-0", "../result-1", "result-1.typ", "", None, "pieces-1/ink"])
def test_an_unknown_template_is_loud(template):
    with pytest.raises(UnknownPaper):
        render(samples.guide() | {"template": template})


@pytest.mark.parametrize("part", sorted(samples.guide().keys() - {"kind", "missing"}))
def test_frozen_data_that_miss_a_part_are_loud(part):
    frozen = samples.guide()
    del frozen[part]

    with pytest.raises(KeyError, match=part):
        render(frozen)


def test_every_paper_has_its_template_and_every_template_its_words():
    assert {path.stem for path in typesetting.PAPERS.glob("*.typ")} == set(typesetting.TEMPLATES)


def test_n45_a_template_reads_nothing_outside_its_folder():
    compiler = typesetting._compiler()

    for path in ("../typesetting.py", "/etc/hostname", "../../../../../../../../etc/hostname"):
        with pytest.raises(typst.TypstError):
            compiler.compile(input=f'#read("{path}")'.encode(), format="pdf")


def test_n101_no_template_imports_a_package_or_names_a_host():
    for path in typesetting.PAPERS.rglob("*.typ"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"@preview|@local|https?:", source), path
        assert all(name.endswith(".typ") for name in re.findall(r'#import "([^"]+)"', source)), path


def test_only_the_faces_of_the_papers_are_known_to_the_compiler():
    files = {font.path for font in typesetting._fonts().fonts() if font.path}

    assert files == {str(face) for face in typeface.FACES}


@pytest.mark.parametrize("name", [*samples.ALL, *LATER])
def test_the_compiler_has_nothing_to_warn_of(name):
    frozen = (samples.ALL | LATER)[name]()

    _, warnings = typesetting._compiler().compile_with_warnings(**typesetting.job(frozen))

    assert warnings == []
