"""What people type into forms by mistake, twice, at the same time, or on purpose. What a page without a browser shows as well is
tested in `Tests/ServerTests`; here stands what a browser adds: what is run, cut off, clicked twice, and seen."""

import re
from urllib.parse import urlsplit

import pytest
from rig import Visitor
from setting import COLLEAGUE, LEADER, WORKER, let_session_grow_old, register

KEEPER = "evaluator"
ADMINISTRATOR = "olga"
SCRIPT = "<script>window.hurt=1</script><img/src=x/onerror=window.hurt=1>"


@pytest.fixture
def citizen(server, request):
    """A citizen of this test's own, with the team on the file."""
    return register(server.standing_web(WORKER), request.node.name, team="Gadeteamet")


def task_about(server, citizen) -> str:
    web = server.standing_web(WORKER)
    _, page = web.get("/tasks/new")
    owner = re.search(r'<option value="(user:[^"]*)"', page)[1]
    return web.send(f"/tasks/new?citizen={citizen.id}", "/tasks/new", reason="callBack", deadline="2031-01-02", owner=owner)


# Empty


def test_an_empty_form_says_what_is_missing_and_leads_there(anybody):
    anybody.become(WORKER).open("/citizens/new")
    anybody.follow("Opret")
    summary = anybody.page.get_by_role("alert")
    assert "Ret dette, og prøv igen" in summary.inner_text()
    anybody.must_be_sound(picture="empty-citizen")
    first = summary.get_by_role("link").first
    target = first.get_attribute("href")
    first.click()
    assert anybody.page.locator(target).is_visible(), f"the summary leads to {target}, which is not there"
    # The next stop of the keyboard is at the field.
    if not anybody.page.evaluate(f"document.activeElement?.id === '{target[1:]}'"):
        anybody.press("Tab")
    assert anybody.page.evaluate(f"document.activeElement?.id === '{target[1:]}'"), "the keyboard does not go on from the field"


FORMS = {
    "task": (WORKER, "/tasks/new", "Opret"),
    "alert": (WORKER, "{citizen}/alerts", "Sæt"),
    "protection": (WORKER, "{citizen}/protection", "Gem"),
    "team": (WORKER, "{citizen}/team", "Tilknyt"),
    "cpr": (WORKER, "{citizen}/cpr", "Gem"),
    "search": (WORKER, "/citizens/search", "Søg"),
    "user": (ADMINISTRATOR, "/admin/users/new", "Opret"),
    "team-new": (ADMINISTRATOR, "/admin/teams/new", "Opret"),
    "password": (KEEPER, "/account/password", "Skift adgangskode"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_empty_form_is_told_in_one_way(phone, citizen, name):
    login, path, button = FORMS[name]
    phone.stand_in_for(login).open(path.replace("{citizen}", citizen.path))
    phone.follow(button)
    summary = phone.page.get_by_role("alert")
    assert "Ret dette, og prøv igen" in summary.inner_text()
    assert phone.page.title().startswith("Fejl: ") and not phone.heading().startswith("Fejl"), phone.page.title()
    for link in summary.get_by_role("link").all():
        assert phone.page.locator(link.get_attribute("href")).count() == 1, f"{link.inner_text()} leads to nothing"
    phone.must_be_sound(picture=f"empty-{name}")


# Too long


def test_a_field_stops_at_its_limit_and_says_it(phone, citizen):
    phone.become(WORKER).open(f"{citizen.path}/alerts")
    note = phone.page.get_by_label("Note", exact=True)
    note.focus()
    phone.page.keyboard.insert_text("a" * 250)
    assert len(note.input_value()) == 200 and phone.sees("Højst 200 tegn.")
    # Sent past the browser's own limit it is refused in words, and what was typed stands.
    note.evaluate("(field, text) => { field.removeAttribute('maxlength'); field.value = text }", "b" * 201)
    phone.choose("Hvad skal alle vide?", "Allergi")
    phone.follow("Sæt")
    assert "200 tegn" in phone.page.get_by_role("alert").inner_text() and phone.value("Note") == "b" * 201
    phone.must_be_sound(picture="too-long")


# Script


SCRIPTED = {
    "citizen": (WORKER, "/citizens/new", "Opret"),
    "details": (WORKER, "{citizen}/details", "Gem"),
    "alert": (WORKER, "{citizen}/alerts", "Sæt"),
    "team": (WORKER, "{citizen}/team", "Tilknyt"),
    "cpr": (WORKER, "{citizen}/cpr", "Gem"),
    "search": (WORKER, "/citizens/search", "Søg"),
    "task": (WORKER, "/tasks/new?citizen={id}", "Opret"),
    "task-done": (WORKER, "{task}", "Færdig"),
    "task-handed-over": (WORKER, "{task}", "Giv videre"),
    "sample": (LEADER, "/samples", "Skriv kontrollen ned"),
    "user": (ADMINISTRATOR, "/admin/users/new", "Opret"),
    "team-new": (ADMINISTRATOR, "/admin/teams/new", "Opret"),
    "organisation": (KEEPER, "/admin/organisations/new", "Gem"),
    "login": (None, "/login", "Log ind"),
}


@pytest.mark.parametrize("name", SCRIPTED)
def test_script_in_every_text_field_comes_back_as_text(phone, citizen, name):
    """Whatever becomes of the form: nothing is run, nothing is lost, and the page keeps its width."""
    login, path, button = SCRIPTED[name]
    if login:
        phone.become(login)
    else:
        phone.context.clear_cookies()
    path = path.replace("{citizen}", citizen.path).replace("{id}", citizen.id)
    if "{task}" in path:
        path = task_about(phone.server, citizen)
    phone.open(path)
    form = phone.page.locator("main form").filter(has=phone.page.get_by_role("button", name=button, exact=True, include_hidden=True))
    form.first.evaluate("form => form.closest('details')?.setAttribute('open', '')")
    typed = {}
    for field in form.first.locator("input:not([type=hidden], [type=radio], [type=checkbox], [type=date], [type=time]), textarea").all():
        field.evaluate("field => field.removeAttribute('maxlength')")
        if not field.get_attribute("readonly"):
            field.fill(SCRIPT)
            typed[field.get_attribute("name")] = field.get_attribute("type")
    assert typed, "the form has no text field"
    for choice in form.first.locator("select").all():
        choice.select_option(index=1)
    for group in form.first.locator("fieldset:has(input[type=radio])").all():
        group.locator("input").first.check()
    if form.first.get_by_label("Frist", exact=True).count():
        form.first.get_by_label("Frist", exact=True).fill("2031-01-02")
    with phone.page.expect_navigation():
        form.first.get_by_role("button", name=button, exact=True).click()
    assert phone.page.evaluate("window.hurt") is None, "what was typed was run"
    assert not phone.page.locator("script, img").count(), "what was typed became part of the page"
    if phone.page.locator(".b-notice--error").count():
        for field, kind in typed.items():
            if kind != "password" and phone.page.locator(f"main [name={field}]").count():
                assert SCRIPT in [one.input_value() for one in phone.page.locator(f"main [name={field}]").all()], f"{field} was lost"
    phone.must_be_sound(picture=f"script-{name}")


def test_a_long_name_without_a_space_keeps_every_page_in_its_width(phone, server, request):
    """The longest name there can be, on the pages that show it."""
    name = "Wolfeschlegelsteinhausenbergerdorff" * 2 + "opdigtet12"
    citizen = register(server.standing_web(WORKER), request.node.name, given=name, family=name, alias="M" * 40)
    server.standing_web(WORKER).send(f"{citizen.path}/alerts", alert="childAtHome", note="W" * 200)
    phone.become(WORKER)
    for page in ("", "/details", "/alerts", "/team", "/duplicates"):
        phone.open(citizen.path + page)
        phone.must_be_sound(picture=f"long-name{page.replace('/', '-')}")
    phone.open(f"/tasks/new?citizen={citizen.id}")
    phone.must_be_sound()
    phone.open("/citizens")
    phone.must_be_sound()


# Emoji and combining letters


def test_emoji_and_combining_letters_survive(anybody, citizen):
    """Typed letter by letter with combining marks they come back as the same letters; families of emoji stay together."""
    anybody.become(WORKER).open(f"{citizen.path}/details")
    anybody.fill("Kaldenavn", "A\u030Ase 🐻 Zoe\u0308")
    anybody.follow("Gem")
    assert anybody.sees("Åse 🐻 Zoë")
    anybody.open(f"{citizen.path}/alerts")
    anybody.choose("Hvad skal alle vide?", "Barn i hjemmet")
    anybody.fill("Note", "👩‍👧‍👦 bor hos mormor 🏳️‍🌈 n̈")
    anybody.follow("Sæt")
    assert "Barn i hjemmet: 👩‍👧‍👦 bor hos mormor 🏳️‍🌈 n̈" in anybody.bar()
    anybody.must_be_sound(picture="emoji")


# Twice, and at the same time


def test_a_button_clicked_twice_is_one_entry(anybody, citizen):
    anybody.become(WORKER).open(f"{citizen.path}/alerts")
    anybody.choose("Hvad skal alle vide?", "Gravid")
    # The second click breaks off what the first began: what counts is where it ends.
    anybody.page.get_by_role("button", name="Sæt", exact=True).dblclick(no_wait_after=True)
    anybody.page.get_by_role("button", name="Afslut: Gravid").first.wait_for()
    anybody.open(f"{citizen.path}/alerts")
    assert anybody.page.get_by_role("button", name="Afslut: Gravid").count() == 1
    assert anybody.bar().count("Gravid") == 1


def test_the_same_page_sent_again_says_what_it_said(anybody, citizen):
    """The form as it stood is sent once more, as when the network failed: the same answer; with other words in it: told, not taken."""
    anybody.become(WORKER).open(f"{citizen.path}/alerts")
    fields = anybody.page.evaluate(
        "() => Object.fromEntries(new FormData(document.querySelector('#f-form')))") | {"alert": "doNotCall", "note": "Kun sms"}
    again = """fields => {
      const form = document.createElement('form')
      form.method = 'post'; form.action = location.pathname
      for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('input')
        field.name = name; field.value = value; form.append(field)
      }
      document.body.append(form); form.submit()
    }"""

    def send(values):
        with anybody.page.expect_navigation():
            anybody.page.evaluate(again, values)

    for _ in range(2):
        send(fields)
        assert anybody.path() == f"{citizen.path}/alerts" and anybody.bar().count("Ring ikke: Kun sms") == 1
    send(fields | {"note": "Noget helt andet"})
    assert anybody.heading() == "Denne formular er allerede sendt" and anybody.sees("Intet er ændret nu")
    anybody.must_be_sound(picture="sent-before")
    anybody.open(f"{citizen.path}/alerts")
    assert "Noget helt andet" not in anybody.bar()


@pytest.fixture
def colleague(browser, server):
    """Another person, at a desk, who works at the same time."""
    person = Visitor(browser, server, 1280).become(COLLEAGUE)
    yield person
    person.close()


def test_two_who_change_the_same_are_told_and_nothing_is_lost(anybody, colleague, citizen):
    me = anybody.become(WORKER)
    for person in (me, colleague):
        person.open(f"{citizen.path}/details")
    colleague.fill("Telefon", "20 12 34 56")
    colleague.fill("Kaldenavn", "Kaptajnen")
    colleague.follow("Gem")
    me.fill("Telefon", "30 12 34 56")
    me.fill("By", "Eksempelby")
    me.follow("Gem")
    told = me.page.get_by_role("alert").inner_text()
    assert "en anden har imens skrevet »20 12 34 56«. Du skrev »30 12 34 56«" in told
    assert (me.value("Telefon"), me.value("By"), me.value("Kaldenavn")) == ("30 12 34 56", "Eksempelby", "Kaptajnen")
    me.must_be_sound(picture="two-at-once")
    me.follow("Gem")
    assert me.path() == citizen.path and me.sees("30 12 34 56") and me.sees("Kaptajnen") and me.sees("Eksempelby")


def test_what_a_colleague_wrote_while_the_session_was_over_is_not_lost(phone, colleague, citizen):
    """A form that was kept from an ended session is no newer than when it was filled in."""
    phone.become(WORKER).open(f"{citizen.path}/details")
    phone.fill("By", "Eksempelby")
    let_session_grow_old(phone.server, 31)
    phone.follow("Gem")
    assert phone.heading() == "Log ind"
    colleague.open(f"{citizen.path}/details")
    colleague.fill("Telefon", "20 12 34 56")
    colleague.follow("Gem")
    phone.fill("Brugernavn", WORKER)
    phone.fill("Adgangskode", phone.server.logins[WORKER][0])
    phone.follow("Log ind")
    assert urlsplit(phone.page.url).path == f"{citizen.path}/details" and phone.value("By") == "Eksempelby"
    phone.follow("Gem")
    phone.open(citizen.path)
    assert phone.sees("20 12 34 56"), "the kept form took away what the colleague had written"
    assert phone.sees("Eksempelby")
