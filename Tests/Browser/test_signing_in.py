"""The way in, as a person goes it: invitation, password, code app, recovery codes; a work account; a session that ends."""

import json
import re
import socket
import subprocess
from dataclasses import dataclass

import pytest
from program import ROOT, Home
from rig import WIDTHS, Visitor
from setting import let_session_grow_old, one_time_code, register, step_now

PASSWORD = "kaffe trappe måge violin"
WINDOWS = [(width, script) for script in (True, False) for width in WIDTHS]
NAMES = ["Ada Opdigtsen", "Bror Opdigtsen", "Cilla Opdigtsen", "Dagny Opdigtsen"]


def organisation(home: Home) -> str:
    """Registers the organisation of a new installation; answers its id."""
    done = home.run("organisation", "add", "Prøveby Kommune (opdigtet)")
    assert done.code == 0, done.text
    return re.search(r"Registered .*: (\S+)", done.out)[1]


def add_user(home: Home, owner: str, name: str, login: str, *roles: str) -> str:
    """Registers a user; answers the path of the invitation."""
    given = [part for role in roles for part in ("--role", role)]
    done = home.run("user", "add", "--organisation", owner, "--name", name, "--login", login, *given)
    assert done.code == 0, done.text
    return re.search(r"(/invite/\S+)", done.out)[1]


# Password and code app


@pytest.fixture(scope="module")
def installation():
    """A new installation as it is set up at work, with four people who have never been here."""
    home = Home()
    owner = organisation(home)
    invitations = [add_user(home, owner, name, name.split()[0].lower(), "outreach-worker") for name in NAMES]
    server = home.start("serve").wait()
    yield server, invitations
    server.stop()
    home.remove()


@pytest.fixture(params=range(4), ids=[f"{width}px{'' if script else '-plain'}" for width, script in WINDOWS])
def newcomer(request, browser, installation):
    """Somebody who has an invitation and nothing else; in each of the four windows another."""
    server, invitations = installation
    person = Visitor(browser, server, *WINDOWS[request.param])
    person.name = NAMES[request.param]
    person.login = person.name.split()[0].lower()
    person.invitation = invitations[request.param]
    yield person
    person.close()


def sign_in(person: Visitor, login: str, password: str):
    person.fill("Brugernavn", login)
    person.fill("Adgangskode", password)
    person.follow("Log ind")


def test_from_the_invitation_to_the_recovery_code(newcomer):
    me = newcomer
    # The invitation, a password, the code app, the recovery codes, the front page: three taps.
    me.open(me.invitation)
    assert me.heading() == "Vælg adgangskode" and me.sees(f"Velkommen, {me.name}")
    assert me.value("Brugernavn") == me.login
    me.must_be_sound(picture="invitation")
    me.fill("Ny adgangskode", PASSWORD)
    me.fill("Ny adgangskode igen", PASSWORD)
    me.follow("Gem adgangskoden")
    assert me.heading() == "Sæt kodeapp op"
    me.must_be_sound(picture="code-app")
    secret = me.page.locator(".b-secret").inner_text()
    step = step_now()
    me.fill("Kode", one_time_code(secret, step))
    me.follow("Brug denne kodeapp")
    assert me.heading() == "Dine genoprettelseskoder" and me.sees("De vises kun nu")
    codes = me.page.locator(".b-codes .b-secret").all_inner_texts()
    assert len(set(codes)) == 10
    me.must_be_sound(picture="recovery-codes")
    me.follow("Jeg har gemt dem")
    assert (me.path(), me.heading(), me.taps) == ("/", "I dag", 3)
    me.must_be_sound(picture="first-day")

    # The invitation opens nothing any more.
    me.open(me.invitation, status=404)
    assert me.heading() == "Linket åbner ikke" and me.sees("allerede brugt")
    me.must_be_sound(picture="invitation-used")

    # Out, and in again with password and code: two taps. An app shows the next code half a minute later; it is taken already now.
    me.open("/")
    me.follow("Log ud")
    assert me.heading() == "Log ind" and me.sees("Du er logget ud")
    me.must_be_sound(picture="signed-out")
    me.taps = 0
    sign_in(me, me.login, PASSWORD)
    assert me.heading() == "Skriv koden"
    me.must_be_sound(picture="code")
    used = one_time_code(secret, max(step_now(), step + 1))
    me.fill("Kode", used)
    me.follow("Log ind")
    assert (me.path(), me.heading(), me.taps) == ("/", "I dag", 2)

    # A code that was used is refused; a recovery code goes in its place, once.
    me.follow("Log ud")
    sign_in(me, me.login, PASSWORD)
    me.fill("Kode", used)
    me.follow("Log ind")
    assert me.heading() == "Skriv koden" and me.sees("Koden passer ikke")
    me.must_be_sound(picture="code-replayed")
    me.fill("Kode", codes[3])
    me.follow("Log ind")
    assert me.path() == "/"
    me.open("/account")
    assert me.sees("9 tilbage") and me.sees("Genoprettelseskode") and me.sees("Brugt før")
    me.must_be_sound(picture="account-of-my-own")
    me.follow("Log ud")
    sign_in(me, me.login, PASSWORD)
    me.fill("Kode", codes[3])
    me.follow("Log ind")
    assert me.sees("Koden passer ikke")


def test_a_wrong_password_is_told_and_tells_nothing(stranger):
    """The same words for a wrong password and for nobody; what was typed into the name stands, the password does not."""
    said = []
    for login in ("lis", "findesikke"):
        stranger.open("/login")
        sign_in(stranger, login, "forkert forkert forkert")
        stranger.must_be_sound(picture="login-refused")
        said.append(stranger.page.locator(".b-notice").inner_text())
        assert (stranger.value("Brugernavn"), stranger.value("Adgangskode")) == (login, "")
    assert said[0] == said[1] and "Det passer ikke" in said[0]
    stranger.open("/login")
    stranger.follow("Log ind")
    assert stranger.sees("Skriv dit brugernavn") and stranger.sees("Skriv din adgangskode")
    stranger.must_be_sound(picture="login-empty")


# A work account


@dataclass
class WorkAccount:
    server: object
    password: str


@pytest.fixture(scope="module")
def work_account():
    """An installation that lets a real OpenID Connect provider say who people are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    back = f"http://127.0.0.1:{port}/login/openid/office/callback"
    provider = subprocess.Popen(
        ["bash", ROOT / "Tests/OpenID/start", "--redirect", back, "--signed-out", f"http://127.0.0.1:{port}/"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = provider.stdout.readline()
    if not line:
        pytest.fail(f"the OpenID Connect provider of Tests/OpenID/start does not start: {provider.stderr.read()[-2000:]}")
    told = json.loads(line)
    home = Home()
    owner = organisation(home)
    add_user(home, owner, "Karla Opdigtet", "karla@example.org", "outreach-worker")
    (home.folder / "office.secret").write_text(told["secret"] + "\n")
    settings = {
        "issuer": told["issuer"], "client": told["client"], "redirect": back,
        "title": {"da": "Log ind med Eksempelby", "en": "Sign in with Eksempelby"},
        "claims": {
            "organisation": owner, "admit": [{"claim": "groups", "values": ["brobygger"]}], "login": "email",
            "rules": [{"claim": "groups", "values": ["opsoegende"], "roles": ["outreach-worker"]}],
            "secondFactor": [{"claim": "groups", "values": ["team-nord"]}]}}
    file = home.folder / "openid.json"
    file.write_text(json.dumps({"providers": [{"id": "office", "secretFile": "office.secret", "settings": settings}]}))
    server = home.start("serve", "--openid", file, port=port).wait()
    yield WorkAccount(server, told["password"])
    server.stop()
    provider.stdin.close()
    provider.wait(20)
    home.remove()


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def employee(request, browser, work_account):
    person = Visitor(browser, work_account.server, request.param)
    yield person
    person.close()


def go_through_the_provider(person: Visitor, user: str, password: str):
    """The provider's own page: somebody else's, so only driven and not judged."""
    page = person.page
    page.get_by_placeholder("Your username").or_(page.get_by_label("Your username")).first.fill(user)
    page.get_by_placeholder("Your password").or_(page.get_by_label("Your password")).first.fill(password)
    person.taps += 1
    page.get_by_role("button", name=re.compile(r"^\s*OK\s*$")).click()
    carry_on = page.get_by_role("button", name=re.compile("Continue"))
    arrived = page.locator("h1", has_text=re.compile("I dag|Log ind"))
    carry_on.or_(arrived).first.wait_for()
    if carry_on.count():
        person.taps += 1
        carry_on.first.click()
    page.wait_for_url(f"{person.address}/**")
    person.complaints.clear()


def test_a_work_account_opens_the_front_page(employee, work_account):
    employee.open("/")
    assert employee.heading() == "Log ind"
    employee.must_be_sound(picture="login-with-work-account")
    employee.follow("Log ind med Eksempelby")
    go_through_the_provider(employee, "karla", work_account.password)
    employee.page.locator("h1", has_text="I dag").wait_for()
    assert employee.path() == "/" and employee.sees("Karla Opdigtet") and employee.taps <= 3
    employee.must_be_sound(picture="work-account-first-day")
    employee.open("/account")
    assert employee.sees("Arbejdskonto") and employee.sees("Opsøgende medarbejder")
    # The strict cookie came along on the way back from another site; now out, here and there.
    employee.follow("Log ud")
    employee.must_be_sound(picture="work-account-signed-out")
    employee.open("/account")
    assert employee.heading() == "Log ind"


def test_a_work_account_without_the_right_group_is_told_so(employee, work_account):
    employee.open("/login")
    employee.follow("Log ind med Eksempelby")
    go_through_the_provider(employee, "bent", work_account.password)
    employee.page.get_by_text("Du blev ikke logget ind").wait_for()
    assert employee.sees("Din arbejdskonto har ikke adgang")
    employee.must_be_sound(picture="work-account-refused")


# A session that ends


def test_the_end_of_a_session_is_told_before(anybody):
    anybody.become("dan")
    anybody.open("/account")
    assert not anybody.sees("Du bliver snart logget ud")
    let_session_grow_old(anybody.server, 12 * 60 - 1, "signedIn")
    anybody.open("/account")
    assert anybody.sees("Du bliver snart logget ud (om ca. 1 min.)")
    anybody.must_be_sound(picture="session-ends-soon")


def test_what_was_written_survives_the_end_of_the_session(anybody, request):
    citizen = register(anybody.server.standing_web("dan"), request.node.name)
    anybody.become("dan")
    anybody.open(f"{citizen.path}/alerts")
    anybody.choose("Hvad skal alle vide?", "Tolk")
    text = "Taler kun grønlandsk; ring til »Naja« på 👩🏽‍🦱-linjen"
    anybody.fill("Note", text)
    let_session_grow_old(anybody.server, 31)
    anybody.follow("Sæt")
    assert anybody.heading() == "Log ind" and anybody.sees("kommer det frem igen")
    anybody.must_be_sound(picture="session-ended")
    sign_in(anybody, "dan", anybody.server.logins["dan"][0])
    assert anybody.path() == f"{citizen.path}/alerts"
    assert anybody.value("Note") == text and anybody.value("Hvad skal alle vide?") == "interpreter"
    assert anybody.sees("Ingen advarsler.")
    anybody.must_be_sound(picture="written-before-the-end")
    anybody.follow("Sæt")
    assert f"Tolk: {text}" in anybody.bar()
    # What was kept is given back once.
    assert anybody.value("Note") == ""
