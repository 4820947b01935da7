"""The daily round without a mouse and without a finger on the screen."""

from setting import WORKER, register


def test_from_the_sign_in_to_an_alert_by_keyboard_alone(stranger, request):
    me = stranger
    citizen = register(me.server.standing_web(WORKER), request.node.name)
    me.open("/")
    me.tab_to("Brugernavn")
    me.type(WORKER)
    me.tab_to("Adgangskode")
    me.type(me.server.logins[WORKER][0])
    me.enter()
    assert me.heading() == "I dag"
    me.tab_to("Borgere")
    me.enter()
    me.tab_to("Find en borger")
    me.type(citizen.family)
    me.enter()
    assert me.sees("1 borger passer")
    me.tab_to(citizen.name)
    me.enter()
    assert me.heading() == citizen.name
    me.tab_to("Advarsler")
    me.enter()
    me.tab_to("Hvad skal alle vide?")
    me.type("Allergi")
    me.tab_to("Note")
    me.type("Nødder")
    me.tab_to("Sæt")
    me.enter()
    assert "Allergi: Nødder" in me.bar() and me.taps == 0
    me.must_walk_by_keyboard()
    me.must_be_sound(picture="keyboard-alert")


def test_a_box_a_choice_and_a_fold_by_keyboard(phone, request):
    """What is ticked, chosen and unfolded without a mouse is what is sent."""
    citizen = register(phone.server.standing_web(WORKER), request.node.name)
    phone.become(WORKER).open(f"{citizen.path}/protection")
    phone.tab_to("Ingen beskyttelse")
    phone.press("ArrowDown")
    phone.tab_to("Registreret i CPR")
    phone.press("ArrowDown")
    phone.tab_to("Gem")
    phone.enter()
    assert phone.path() == citizen.path and "Navne- og adressebeskyttelse" in phone.bar()
    phone.open(f"/tasks/new?citizen={citizen.id}")
    phone.tab_to("Hvad skal gøres?")
    phone.type("Følg")
    phone.fill("Frist", "2031-01-02")
    phone.tab_to("Opret")
    phone.enter()
    assert phone.heading() == "Følg op"
    phone.tab_to("Giv videre")
    phone.press("Enter")
    phone.tab_to("Til hvem?")
    phone.must_be_sound(picture="keyboard-unfolded")
