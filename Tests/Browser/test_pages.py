"""Every page of the product as it stands: sound, reachable by keyboard, in both languages, without JavaScript."""

import html
import re
import urllib.parse

import pytest
from program import CATALOG

STUDIES = sorted(path.stem for path in (CATALOG / "studies").glob("*.json"))
INSTRUMENTS = sorted(path.name for path in (CATALOG / "instruments").iterdir())
PROGRAMMES = sorted(path.stem for path in (CATALOG / "programmes").glob("*.json"))

# Name of the page -> its address. `{help}`, `{ctn}` and `{urs-2016}` stand for a citizen of that study.
PAGES = (
    {
        "overview": "/", "accessibility": "/accessibility", "health": "/health", "programmes": "/programmes",
        "measures": "/measures", "studies": "/studies", "citizens": "/citizens", "citizens-help": "/citizens?study=help",
        "citizen-urs": "/citizens/{urs-2016}", "citizen-help": "/citizens/{help}", "citizen-ctn": "/citizens/{ctn}",
        "citizen-as-of": "/citizens/{urs-2016}?asof=900",
    }
    | {f"programme-{name}": f"/programmes/{name}" for name in PROGRAMMES}
    | {f"report-{name}": f"/studies/{name}" for name in STUDIES}
)


def links(text):
    return [html.unescape(link) for link in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', text)]


@pytest.fixture
def citizens(web):
    """The address part of one citizen of each study: the one with most to show is not known, the third will do."""
    found = {}
    for study in ["urs-2016", "help", "ctn"]:
        _, text = web.get(f"/citizens?study={study}")
        found[study] = [link.rsplit("/", 1)[1] for link in links(text) if re.match(r"/citizens/[0-9a-f-]{36}$", link)][2]
    return found


@pytest.fixture
def address(citizens):
    def of(name):
        path = PAGES[name]
        for study, citizen in citizens.items():
            path = path.replace("{" + study + "}", citizen)
        return path
    return of


@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(visitor, address, name):
    visitor.open(address(name))
    visitor.must_be_sound(picture=name)
    visitor.must_walk_by_keyboard()
    visitor.must_skip_to_content()


@pytest.mark.parametrize("name", PAGES)
def test_language_switch_keeps_the_page(reader, address, name):
    """The same page in English is sound as well, and the choice is remembered."""
    reader.open(address(name))
    before = urllib.parse.urlsplit(reader.page.url)
    reader.follow("English")
    reader.language = "en"
    reader.must_be_sound(picture=name)
    after = urllib.parse.urlsplit(reader.page.url)
    kept = [pair for pair in urllib.parse.parse_qsl(after.query) if pair[0] != "lang"]
    assert (after.path, sorted(kept)) == (before.path, sorted(urllib.parse.parse_qsl(before.query)))
    reader.open("/health")
    reader.must_be_one_page()
    reader.follow("Dansk")
    reader.language = "da"
    reader.must_be_one_page()


@pytest.mark.parametrize("name", PAGES)
def test_page_works_without_javascript(plain, web, address, name):
    plain.open(address(name))
    plain.must_be_sound()
    _, source = web.get(address(name))
    assert "<script" not in source, f"{plain}: a script; say in the test what it is for, and what the page says without it"


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_instrument_is_sound(phone, name):
    phone.open(f"/measures/{name}")
    phone.must_be_sound(picture=f"instrument-{name}" if name in ("ces-d", "urs-situation") else None)


def test_what_is_not_there(visitor):
    visitor.open("/nowhere", status=404)
    visitor.must_be_sound(picture="not-found")
    visitor.must_walk_by_keyboard()
    visitor.follow("Til forsiden")
    assert visitor.page.url == visitor.address + "/"


@pytest.mark.parametrize("name", STUDIES)
def test_report_is_sound_as_one_file(phone, web, tmp_path, name):
    """Saved and opened from disk, far from the server."""
    _, text = web.get(f"/studies/{name}/report.html?lang=da")
    (tmp_path / "report.html").write_text(text)
    phone.page.goto((tmp_path / "report.html").as_uri())
    phone.must_be_sound(picture=f"file-{name}")


def test_every_link_leads_somewhere(web, server):
    """Follows every link from the front page; of pages that differ only in an id or a cursor, some."""
    seen, waiting, count = {}, ["/"], {}
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", re.sub(r"(before|after|page)=[^&]*", r"\1=*", path))
        count[kind] = count.get(kind, 0) + 1
        if path in seen or count[kind] > 3:
            continue
        status, text = web.get(path)
        seen[path] = status
        assert status == 200, f"{path} answers {status}"
        ids = set(re.findall(r'\bid="([^"]*)"', text))
        for link in links(text):
            if link.startswith("#"):
                assert link[1:] in ids, f"{path} links to {link}, which is not there"
            elif link == "/account" and not server.logins:
                continue  # nobody signs in to this program, so nobody has an account
            elif link.startswith("/"):
                waiting.append(link.split("#")[0])
            else:
                assert link.startswith(("data:text/csv", "https://")), f"{path} links to {link[:60]}"
    assert len(seen) > 30, f"only {len(seen)} pages were found"


def test_a_citizen_is_found_by_keyboard_alone(anybody):
    anybody.open("/")
    anybody.tab_to("Borgere")
    anybody.enter()
    anybody.tab_to("urs-2016 (164)")
    anybody.enter()
    name = anybody.page.locator("tbody th a").first.inner_text()
    anybody.tab_to(name)
    anybody.enter()
    assert anybody.sees(name) and anybody.page.url.count("/citizens/") == 1
    anybody.must_be_sound()
