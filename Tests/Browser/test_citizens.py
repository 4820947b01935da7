"""Finding a citizen, one person registered twice, what stands on the wrong citizen, alerts, and who has looked."""

import re

from program import Web
from setting import CITIZEN, LEADER, NAMES, WORKER, Person, register


def table_rows(person, table: str) -> list[str]:
    return [re.sub(r"\s+", " ", row) for row in person.page.locator(f"#{table} tbody tr").all_inner_texts()]


def timeline(person) -> list[str]:
    return [re.sub(r"\s+", " ", line) for line in person.page.locator(".b-timeline__item").all_inner_texts()]


# Finding


def test_a_citizen_is_found_and_looked_at(anybody, request):
    citizen = register(anybody.server.standing_web(WORKER), request.node.name, alias=Person.of(request.node.name).given[:4] + "æsen")
    me = anybody.become(WORKER)
    # Part of a name, in small letters: the menu, the button, the name.
    me.open("/")
    me.follow("Borgere")
    me.must_be_sound(picture="my-citizens")
    me.fill("Find en borger", citizen.family[:6].lower())
    me.follow("Søg")
    assert citizen.family[:6].lower() not in me.page.url, "what was searched for stands in the address"
    assert me.sees("1 borger passer") and me.value("Find en borger") == citizen.family[:6].lower()
    me.must_be_sound(picture="found")
    me.follow(citizen.name)
    assert (me.path(), me.heading(), me.taps) == (citizen.path, citizen.name, 3)
    assert f"Født {citizen.birth.split('.')[0]}" in me.bar() and me.sees("Borgerens team") and me.sees("Anna Prøvesen (mig)")
    me.must_be_sound(picture="citizen-front")

    # The wrong one? Back to what was found.
    me.page.go_back()
    assert me.sees("1 borger passer")
    me.page.go_forward()

    # What has happened, by kind and back.
    assert len(timeline(me)) == 2
    me.follow("Kontakter")
    assert timeline(me) == [] and me.sees("Der er ikke registreret noget.")
    me.must_be_sound(picture="timeline-contacts")
    me.follow("Oplysninger om borgeren")
    assert len(timeline(me)) == 2
    assert me.page.locator("nav[aria-label='Vis kun'] [aria-current]").all_inner_texts() == ["Oplysninger om borgeren"]
    me.must_be_sound()
    me.back()
    assert timeline(me) == []
    me.back()
    assert len(timeline(me)) == 2 and me.path() == citizen.path

    # Danish letters typed another way, the alias, the given name and the family name the other way round.
    spelt = citizen.family.replace("å", "aa")
    for words in (spelt, citizen.given[:4] + "aesen", f"{citizen.family[:5]} {citizen.given[:3]}".upper()):
        me.open("/citizens/search")
        me.fill("Find en borger", words)
        me.press("Enter")
        me.page.get_by_text("1 borger passer").wait_for()
        assert table_rows(me, "found")[0].startswith(citizen.name), words
    me.fill("Find en borger", "qqqxxx")
    me.follow("Søg")
    assert me.sees("Ingen passer. Prøv med færre bogstaver")
    me.must_be_sound(picture="found-nobody")
    me.fill("Find en borger", "q")
    me.follow("Søg")
    assert me.sees("Skriv mindst to bogstaver")
    me.must_be_sound(picture="search-too-short")


# One person registered twice


def test_one_person_registered_twice_is_linked_and_parted(anybody, request):
    person = Person.of(request.node.name)
    me = anybody.become(WORKER)

    def fill(given):
        me.fill("Fornavne", given)
        me.fill("Efternavn", person.family)
        me.fill("Fødselsdag", person.birth)

    # The first time: three taps from the first page.
    me.open("/")
    me.follow("Borgere")
    me.follow("Ny borger")
    me.must_be_sound(picture="new-citizen")
    first_name = f"Christian {person.given}"
    fill(first_name)
    me.follow("Opret")
    first = me.path()
    assert (me.heading(), me.taps) == (f"{first_name} {person.family}", 3)

    # The second time, spelt a little differently: the hint comes, and nothing is saved before it is answered.
    second_name = f"Kristian {person.given}"
    me.open("/citizens/new")
    fill(second_name)
    me.follow("Se, om borgeren findes")
    assert me.sees("Er det en af disse?") and me.sees(f"{first_name} {person.family}")
    me.must_be_sound(picture="alike-asked")
    me.follow("Opret")
    assert me.sees("Er det en af disse? Intet er gemt endnu.")
    assert me.value("Fornavne") == second_name
    me.must_be_sound(picture="alike-told")
    me.page.get_by_label(re.compile("^Det er en anden end dem ovenfor")).check()
    me.follow("Opret")
    second = me.path()
    assert me.heading() == f"{second_name} {person.family}" and second != first

    # Linking: the page, the reason and the certainty that stand there already, the button.
    me.taps = 0
    me.follow("Samme person to gange?")
    assert me.sees(f"{first_name} {person.family}")
    me.must_be_sound(picture="duplicates")
    me.follow(f"Samme person: {first_name} {person.family}")
    assert me.sees("Koblet sammen med") and me.sees("Oprettet to gange") and me.taps == 2
    me.must_be_sound(picture="linked")
    me.open(first)
    assert me.sees("Også oprettet som") and me.sees(f"{second_name} {person.family}")
    me.must_be_sound(picture="linked-front")
    me.open("/citizens/search")
    me.fill("Find en borger", person.family)
    me.follow("Søg")
    assert me.sees("1 borger passer")

    # Parting: both are there again.
    me.open(f"{second}/duplicates")
    me.follow(f"Skil ad: {first_name} {person.family}")
    assert me.heading() == "Skrevet, mens de var koblet sammen"
    me.must_be_sound(picture="parted")
    me.open("/citizens/search")
    me.fill("Find en borger", person.family)
    me.follow("Søg")
    assert me.sees("2 borgere passer") and len(table_rows(me, "found")) == 2
    me.open(f"{first}/duplicates")
    assert me.sees("Skilt ad igen.")
    me.must_be_sound(picture="duplicates-parted")


# On the wrong citizen


def test_what_stands_on_the_wrong_citizen_is_moved(anybody, request):
    web = anybody.server.standing_web(WORKER)
    wrong, right = (register(web, f"{request.node.name} {which}") for which in ("wrong", "right"))
    web.send(f"{wrong.path}/alerts", alert="allergy", note="Penicillin")
    me = anybody.become(WORKER)
    me.open(wrong.path)
    assert "Allergi: Penicillin" in me.bar()
    me.follow(re.compile(r"^Står på den forkerte borger\s?: Allergi"))
    me.must_be_sound(picture="move")
    me.follow("Flyt det")
    assert me.sees("Vælg en anden borger"), "nothing was chosen, and nothing is said of it"
    me.must_be_sound(picture="move-nobody")
    me.taps = 1
    me.fill("Find den rigtige", right.family[:8])
    me.follow("Søg")
    me.must_be_sound(picture="move-found")
    me.page.get_by_role("radio", name=re.compile(rf"^{right.name}")).check()
    me.taps += 1
    me.follow("Flyt det")
    assert (me.path(), me.taps) == (right.path, 4)
    assert "Allergi: Penicillin" in me.bar() and any("Noget, der stod på en forkert borger" in line for line in timeline(me))
    me.must_be_sound(picture="moved-here")
    me.open(wrong.path)
    assert "Allergi" not in me.bar()
    assert any("Trukket tilbage" in line and "Allergi" in line for line in timeline(me)), "the old entry must stay, struck through"
    me.must_be_sound(picture="moved-away")


# Alerts


def test_an_alert_stands_on_all_pages_until_it_ends(anybody, request):
    citizen = register(anybody.server.standing_web(WORKER), request.node.name)
    me = anybody.become(WORKER)
    me.open(citizen.path)
    me.follow("Advarsler")
    me.must_be_sound(picture="alerts-none")
    me.choose("Hvad skal alle vide?", "Gå altid to sammen")
    me.fill("Note", "Hunden er løs")
    me.follow("Sæt")
    assert "Gå altid to sammen: Hunden er løs" in me.bar() and me.taps == 4
    me.must_be_sound(picture="alerts-one")
    for page in ("", "/details", "/cpr", "/team", "/protection", "/duplicates", "/alerts"):
        me.open(citizen.path + page)
        assert "Gå altid to sammen: Hunden er løs" in me.bar(), page
    me.open(f"/tasks/new?citizen={citizen.id}")
    assert "Gå altid to sammen: Hunden er løs" in me.bar()
    me.open(citizen.path)
    assert me.sees("Vær opmærksom på")
    me.must_be_sound(picture="citizen-alert")
    me.taps = 0
    me.follow("Advarsler")
    me.follow("Afslut: Gå altid to sammen")
    assert "Hunden" not in me.bar() and me.sees("Ingen advarsler.") and me.sees("Gælder ikke længere") and me.taps == 2
    me.must_be_sound(picture="alerts-ended")


# Who has looked


def own_citizen(web: Web) -> str:
    """The path of the record that the citizen who can sign in has."""
    _, page = web.get("/")
    return re.search(r'href="(/citizens/[0-9a-f-]{36})"', page)[1]


def test_who_has_looked_is_read_by_the_leader_and_by_the_citizen(anybody):
    own = own_citizen(anybody.server.standing_web(CITIZEN))
    me = anybody.become(LEADER)
    me.open(own)
    me.follow("Hvem har set")
    assert me.heading() == "Hvem har set" and me.taps == 1
    first = table_rows(me, "looked")[0]
    assert NAMES[LEADER] in first and "Ledelse" in first
    me.must_be_sound(picture="looked-by-leader")

    me.become(CITIZEN)
    me.taps = 0
    me.open("/")
    me.must_be_sound(picture="citizen-home")
    me.follow("Hvem har set i min journal")
    rows = table_rows(me, "looked")
    assert any(NAMES[LEADER] in row and "Listen over, hvem der har set" in row for row in rows) and me.taps == 1
    me.must_be_sound(picture="looked-by-citizen")
    me.open(own)
    me.must_be_sound(picture="own-record")
    assert not me.page.get_by_role("link", name="Ret oplysninger").count(), "a citizen is led to a form that is not for him"

    # On paper there is the list, and no menu.
    me.open(f"{own}/looked")
    me.page.emulate_media(media="print")
    assert not me.page.get_by_role("navigation", name="Hovedmenu").is_visible()
    assert me.page.locator("#looked").is_visible() and me.page.locator("h1").is_visible()
    me.picture("looked-print")
    me.page.emulate_media(media="screen")


def test_a_leader_goes_through_a_sample(anybody):
    me = anybody.become(LEADER)
    own = own_citizen(anybody.server.standing_web(CITIZEN))
    me.open(own)
    me.open("/")
    me.follow("Mit team")
    me.follow("Stikprøve af, hvem der har set")
    assert len(table_rows(me, "looks")) >= 1
    me.must_be_sound(picture="sample")
    before = len(table_rows(me, "controls"))
    me.follow("Skriv kontrollen ned")
    assert me.sees("Vælg, hvad kontrollen viste")
    me.must_be_sound(picture="sample-nothing-chosen")
    me.taps = 2
    me.tick("Ingen bemærkninger")
    me.fill("Bemærkning", "Gennemgået på teammødet")
    me.follow("Skriv kontrollen ned")
    assert me.sees("Kontrollen er skrevet ned") and len(table_rows(me, "controls")) == min(before + 1, 12) and me.taps == 4
    me.must_be_sound(picture="sample-done")


# The whole record


def test_the_whole_record_is_handed_out_without_what_tells_of_others(reader, phone, request):
    """A leader reads it through, ticks what tells of others, and hands it out; the citizen takes his own along."""
    web = reader.server.standing_web(WORKER)
    citizen = register(web, request.node.name, team="Gadeteamet")
    web.send(f"{citizen.path}/alerts", alert="childAtHome", note="Bor hos søsteren Ditte Opdigtsen")
    _, new = web.get("/tasks/new")
    owner = re.search(r'<option value="(user:[^"]*)"', new)[1]
    web.send(
        f"/tasks/new?citizen={citizen.id}", "/tasks/new", reason="followUp", deadline="2031-01-02", title="Spørg til boligen",
        owner=owner)
    reader.become(LEADER).open(citizen.path)
    reader.follow("Hele journalen")
    boxes = reader.page.locator("fieldset", has_text="Skjul det, der fortæller om andre").locator("label")
    texts = [re.sub(r"\s+", " ", text) for text in boxes.all_inner_texts()]
    assert any("Ditte Opdigtsen" in text for text in texts)
    assert not any("citizen" in text for text in texts), f"a code stands among what people wrote: {texts}"
    reader.page.get_by_role("checkbox", name=re.compile("Ditte Opdigtsen")).check()
    reader.follow("Lav udleveringen")
    assert reader.heading() == f"Journal for {citizen.name}" and not reader.sees("Ditte") and reader.sees("Spørg til boligen")
    reader.picture("record-handed-out")

    phone.become(CITIZEN).open("/")
    phone.follow("Få hele min journal")
    phone.must_be_sound(picture="record-own")
    phone.follow("Lav udleveringen")
    assert phone.heading().startswith("Journal for ")
    phone.must_not_scroll_sideways()
    phone.picture("record-own-handed-out")
