"""A task from its beginning to its end, and between two people."""

import datetime
import re

from rig import Visitor
from setting import COLLEAGUE, NAMES, WORKER, register


def soon() -> str:
    """A day that is not past in Denmark, wherever this machine is, and stands on the day's page; as a date field holds it."""
    return (datetime.date.today() + datetime.timedelta(days=1)).isoformat()


def test_a_task_goes_from_hand_to_hand_and_is_done(anybody, request):
    citizen = register(anybody.server.standing_web(WORKER), request.node.name, team="Gadeteamet")
    title = f"Spørg om {citizen.given}"
    me = anybody.become(WORKER)

    # Opened on the citizen's page for the team: a link, two lists, the button.
    me.open(citizen.path)
    assert me.sees("Der er ingen opgaver.")
    me.follow("Ny opgave")
    me.must_be_sound(picture="task-new")
    me.choose("Hvad skal gøres?", "Ring tilbage")
    me.fill("Med få ord (behøves kun ved »Andet«)", title)
    me.fill("Frist", soon())
    me.choose("Hvem har opgaven?", "Team: Gadeteamet")
    me.follow("Opret")
    task = me.path()
    assert me.heading() == f"Ring tilbage: {title}" and me.taps == 6 and task.startswith("/tasks/")
    assert citizen.name in me.bar()
    me.must_be_sound(picture="task")

    # It stands on the day's page of both, until one takes it.
    me.open("/")
    entry = me.page.locator("li.b-tasks__item", has_text=title)
    assert entry.count() == 1 and citizen.name in entry.inner_text()
    me.must_be_sound(picture="today-unclaimed")
    with me.page.expect_navigation():
        entry.get_by_role("button", name="Tag opgaven").click()
    assert me.path() == task and me.sees("Taget af") and not me.page.get_by_role("button", name="Tag opgaven").count()
    me.must_be_sound(picture="task-taken")

    # Handed over with a message: what is folded, the list, the button.
    me.taps = 0
    me.unfold("Giv videre")
    me.choose("Til hvem?", NAMES[COLLEAGUE])
    me.fill("Besked (kan stå tom)", "Jeg er på kursus i morgen 🙂")
    me.follow("Giv videre")
    assert me.taps == 4 and me.sees(f"Givet videre til {NAMES[COLLEAGUE]}") and me.sees("Jeg er på kursus i morgen 🙂")
    me.must_be_sound(picture="task-handed-over")

    # The colleague sees it today, and is done with it in two taps.
    me.become(COLLEAGUE)
    me.open("/")
    me.taps = 0
    me.must_be_sound(picture="today-handed-over")
    me.follow(f"Ring tilbage: {title}")
    me.fill("Note (kan stå tom)", "Aftalt: kaffe på torsdag")
    me.follow("Færdig")
    assert me.path() == "/?done=1" and me.sees("Gemt. Opgaven er færdig.") and me.taps == 2
    assert not me.page.locator("li.b-tasks__item", has_text=title).count()
    me.must_be_sound(picture="today-done")
    me.open(task)
    assert me.sees("Opgaven er færdig: Gjort") and me.sees("Aftalt: kaffe på torsdag")
    me.must_be_sound(picture="task-done")
    me.open("/tasks?show=done")
    assert me.sees(title)
    me.must_be_sound(picture="tasks-done")


def test_the_end_of_a_task_is_told_to_who_comes_too_late(phone, browser, request):
    """Two have the page open; the second is told who was first, and his note is not lost without a word."""
    citizen = register(phone.server.standing_web(WORKER), request.node.name, team="Gadeteamet")
    where = phone.server.standing_web(WORKER).send(
        f"/tasks/new?citizen={citizen.id}", "/tasks/new", reason="callBack", deadline=soon(), owner=team_of(phone.server))
    other = Visitor(browser, phone.server, 1280).become(COLLEAGUE)
    try:
        phone.become(WORKER).open(where)
        other.open(where)
        phone.follow("Færdig")
        other.fill("Note (kan stå tom)", "Jeg ringede klokken ti")
        other.follow("Færdig")
        assert other.sees("Det blev ikke gemt") and other.sees(NAMES[WORKER])
        other.must_be_sound(picture="task-too-late")
    finally:
        other.close()


def team_of(server) -> str:
    _, page = server.standing_web(WORKER).get("/tasks/new")
    return re.search(r'<option value="([^"]*)">Team: Gadeteamet</option>', page)[1]
