"""A form answered together with the citizen: one thing at a time, paused, gone on with on another phone, looked through, and what it says."""

import pytest
from rig import Visitor
from setting import COLLEAGUE, WORKER, register

TEM = "TEM: trivsel, rusmidler og hverdag"


@pytest.fixture
def citizen(server, request):
    return register(server.standing_web(WORKER), request.node.name, team="Gadeteamet")


def begin(me: Visitor, citizen, instrument: str):
    me.open(citizen.path)
    me.follow("Skemaer")
    me.must_be_sound(picture="forms")
    me.choose("Skema", instrument)
    me.follow("Begynd")


def answer(me: Visitor, number: int):
    """The number-th of what can be chosen, and on."""
    me.page.get_by_role("radio").nth(number).check()
    me.follow("Videre")


def test_tem_together_is_paused_and_gone_on_with_on_another_phone(anybody, browser, server, citizen):
    me = anybody.become(WORKER)
    begin(me, citizen, TEM)
    assert me.heading() == TEM and me.sees("Spørgsmål 1 af 20")
    me.must_be_sound(picture="tem-question")
    for number in (4, 5, 6, 0):
        answer(me, number)
    assert me.sees("Spørgsmål 5 af 20")
    me.follow("Hold pause")
    assert me.sees("4 svar")
    me.must_be_sound(picture="forms-open")

    # A colleague of the team, on another phone: it goes on where it was left.
    other = Visitor(browser, server, 360, anybody.javascript).become(COLLEAGUE)
    try:
        other.open(f"{citizen.path}/measures")
        other.follow(TEM)
        assert other.sees("Spørgsmål 5 af 20")
        # Not today: an answer as good as any.
        other.choose("Eller", "Ønsker ikke at svare")
        other.follow("Videre")
        assert other.sees("Spørgsmål 6 af 20")
        other.follow("Tilbage")
        assert other.value("Eller") == "declined", "back without loss"
        other.follow("Se svarene igennem")
        assert other.sees("ønsker ikke at svare") and other.page.locator(".b-error, .b-tag--late").count() == 0
        other.must_be_sound(picture="tem-check")
        other.follow("Færdig")
        assert other.page.url.split("?")[0].endswith("/measures")
        other.page.get_by_role("link", name=TEM).first.click()
        other.page.wait_for_url("**/answers/*")
        assert other.sees("Trivsel i alt") and other.sees("Kan ikke opgøres")
        other.must_be_sound(picture="tem-result")
    finally:
        other.close()


def test_what_has_moved_is_said_in_a_sentence(anybody, citizen):
    me = anybody.become(WORKER)
    for number in (1, 4):
        begin(me, citizen, "WHO-5: trivsel")
        for _ in range(5):
            answer(me, number)
        me.follow("Færdig")
    me.page.get_by_role("link", name="WHO-5: trivsel").first.click()
    me.page.wait_for_url("**/answers/*")
    assert me.sees("Hvad der har flyttet sig") and me.sees("gået fra")
    me.must_be_sound(picture="who5-result")
    me.must_walk_by_keyboard()


def test_an_answer_that_must_be_acted_on_is_on_today_at_once(reader, server, citizen):
    me = reader.become(WORKER)
    begin(me, citizen, "PHQ-9: depressive symptomer")
    me.follow("Alle spørgsmål på én side")
    me.must_be_sound(picture="phq-all")
    me.page.locator("fieldset").nth(8).get_by_role("radio").nth(2).check()
    me.follow("Gem svarene")
    me.open(citizen.path)
    assert me.sees("Et svar, der skal handles på i dag")
