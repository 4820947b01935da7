"""Every page of the product as it stands: sound, reachable by keyboard, in both languages, without JavaScript."""

import html
import re
import urllib.parse

import pytest
from program import CATALOG
from setting import CITIZEN, LEADER, WORKER, register

STUDIES = sorted(path.stem for path in (CATALOG / "studies").glob("*.json"))
INSTRUMENTS = sorted(path.name for path in (CATALOG / "instruments").iterdir())
PROGRAMMES = sorted(path.stem for path in (CATALOG / "programmes").glob("*.json"))

KEEPER = "evaluator"
ADMINISTRATOR = "olga"
# Name of the page -> its address and who reads it: who may see reports and keeps the system, when nobody is named. `{help}`, `{ctn}`
# and `{urs-2016}` stand for a citizen of that study, `{citizen}` and `{task}` for one of the worker's, `{own}` for the citizen's own
# record, `{user}`, `{team}` and `{organisation}` for one on the list of users, teams, organisations.
PAGES = (
    {
        "overview": "/", "accessibility": "/accessibility", "health": "/health", "programmes": "/programmes",
        "measures": "/measures", "studies": "/studies", "citizens": "/citizens", "citizens-help": "/citizens?study=help",
        "citizen-urs": "/citizens/{urs-2016}", "citizen-help": "/citizens/{help}", "citizen-ctn": "/citizens/{ctn}",
        "citizen-as-of": "/citizens/{urs-2016}?asof=900",
    }
    | {f"programme-{name}": f"/programmes/{name}" for name in PROGRAMMES}
    | {f"report-{name}": f"/studies/{name}" for name in STUDIES}
    | {
        "account": "/account", "account-password": "/account/password", "account-factor": "/account/factor", "admin": "/admin",
        "admin-organisations": "/admin/organisations", "admin-organisation-new": "/admin/organisations/new",
        "admin-organisation": "/admin/organisations/{organisation}/edit", "admin-catalog": "/admin/catalog",
        "admin-backups": "/admin/backups", "admin-retention": "/admin/retention",
    }
    | {
        name: (path, ADMINISTRATOR) for name, path in {
            "admin-users": "/admin/users", "admin-users-found": "/admin/users?q=an&role=outreach-worker&left=1",
            "admin-user-new": "/admin/users/new", "admin-user": "/admin/users/{user}", "admin-user-edit": "/admin/users/{user}/edit",
            "admin-user-access": "/admin/users/{user}/access", "admin-user-absence": "/admin/users/{user}/absence",
            "admin-user-leave": "/admin/users/{user}/leave", "admin-user-role": "/admin/users/{user}/grant/role",
            "admin-user-team": "/admin/users/{user}/grant/team", "admin-user-mandate": "/admin/users/{user}/grant/mandate",
            "admin-user-visitation": "/admin/users/{user}/grant/visitation", "admin-teams": "/admin/teams?closed=1",
            "admin-team-new": "/admin/teams/new", "admin-team": "/admin/teams/{team}", "admin-log": "/admin/log",
        }.items()
    }
    | {
        f"worker-{name}": (path, WORKER) for name, path in {
            "today": "/", "tasks": "/tasks", "tasks-team": "/tasks?show=team", "tasks-done": "/tasks?show=done",
            "task-new": "/tasks/new", "task": "{task}", "team": "/team", "citizens": "/citizens", "search": "/citizens/search",
            "citizen-new": "/citizens/new", "citizen": "{citizen}", "citizen-details": "{citizen}/details",
            "citizen-cpr": "{citizen}/cpr", "citizen-alerts": "{citizen}/alerts", "citizen-protection": "{citizen}/protection",
            "citizen-team": "{citizen}/team", "citizen-duplicates": "{citizen}/duplicates",
        }.items()
    }
    | {
        f"leader-{name}": (path, LEADER) for name, path in {
            "today": "/", "team": "/team", "samples": "/samples", "citizen": "{citizen}", "looked": "{citizen}/looked",
            "record": "{citizen}/record",
        }.items()
    }
    | {
        f"citizen-{name}": (path, CITIZEN) for name, path in {
            "home": "/", "own": "{own}", "looked": "{own}/looked", "record": "{own}/record",
        }.items()
    }
    | {"relative-home": ("/", "paaroerende"), "volunteer-today": ("/", "kim"), "login": ("/login", None)}
)
# The newer pages are many: at a desk they are looked at in English, and of those that are alike one.
READING = [name for name in PAGES if isinstance(PAGES[name], str) and not name.startswith(("admin", "account"))]
ALIKE = re.compile("admin-(user-|.*new|organisation$)|worker-(tasks-|citizen-(cpr|team|protection))|leader-(citizen|record)|citizen-own")
TRANSLATED = [name for name in PAGES if not ALIKE.match(name)]
SEEN = [(360, name) for name in PAGES] + [(1280, name) for name in READING]


def links(text):
    return [html.unescape(link) for link in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', text)]


def first(web, page, pattern, number=0):
    """The first (or n-th) address on a page that looks like this."""
    _, text = web.get(page)
    return [link for link in links(text) if re.fullmatch(pattern, link)][number]


ID = "[0-9a-f]{8}-[0-9a-f-]{27}"
_addresses = {}


@pytest.fixture
def address(server, web):
    """The address of a page of the list, with somebody in the place of the brackets; found once."""
    if not _addresses:
        worker = server.standing_web(WORKER)
        citizen = register(worker, "pages", team="Gadeteamet")
        _, new = worker.get("/tasks/new")
        _addresses["citizen"] = citizen.path
        worker.send(f"{citizen.path}/alerts", alert="interpreter", note="Taler dari")
        _addresses["task"] = worker.send(
            f"/tasks/new?citizen={citizen.id}", "/tasks/new", reason="followUp", deadline="2031-01-02", title="Spørg til boligen",
            owner=re.search(r'<option value="(user:[^"]*)"', new)[1])
        _addresses["own"] = first(server.standing_web(CITIZEN), "/", f"/citizens/{ID}")
        for name, page in {"user": "/admin/users", "team": "/admin/teams", "organisation": "/admin/organisations"}.items():
            who = web if name == "organisation" else server.standing_web(ADMINISTRATOR)
            _addresses[name] = first(who, page, f"{page}/{ID}(/edit)?").split("/")[3]
        # The one with most to show is not known, the third will do.
        for study in ["urs-2016", "help", "ctn"]:
            _addresses[study] = first(web, f"/citizens?study={study}", f"/citizens/{ID}", 2).rsplit("/", 1)[1]

    def of(name):
        path = PAGES[name] if isinstance(PAGES[name], str) else PAGES[name][0]
        return re.sub(r"\{([^}]*)\}", lambda found: _addresses[found[1]], path)
    return of


def reads(name):
    """Who reads a page."""
    return KEEPER if isinstance(PAGES[name], str) else PAGES[name][1]


def enter(person, name):
    """Becomes who reads a page; nobody, for a page of signing in."""
    if reads(name) is None:
        person.context.clear_cookies()
    elif reads(name) != KEEPER:
        person.stand_in_for(reads(name))
    return person


@pytest.mark.parametrize("width, name", SEEN, ids=lambda one: f"{one}px" if isinstance(one, int) else one)
def test_page_is_sound(request, address, width, name):
    visitor = enter(request.getfixturevalue("phone" if width == 360 else "reader"), name)
    visitor.open(address(name))
    visitor.must_be_sound(picture=name)
    visitor.must_walk_by_keyboard()
    visitor.must_skip_to_content()


@pytest.mark.parametrize("name", TRANSLATED)
def test_language_switch_keeps_the_page(reader, address, name):
    """The same page in English is sound as well, and the choice is remembered."""
    enter(reader, name).open(address(name))
    before = urllib.parse.urlsplit(reader.page.url)
    reader.follow("English")
    reader.language = "en"
    reader.must_be_sound(picture=name)
    after = urllib.parse.urlsplit(reader.page.url)
    kept = [pair for pair in urllib.parse.parse_qsl(after.query) if pair[0] != "lang"]
    assert (after.path, sorted(kept)) == (before.path, sorted(urllib.parse.parse_qsl(before.query)))
    reader.open("/accessibility")
    reader.must_be_one_page()
    reader.follow("Dansk")
    reader.language = "da"
    reader.must_be_one_page()


@pytest.mark.parametrize("name", PAGES)
def test_page_works_without_javascript(plain, server, address, name):
    enter(plain, name).open(address(name))
    plain.must_be_sound()
    _, source = server.standing_web(reads(name)).get(address(name)) if reads(name) else server.web().get(address(name))
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
