"""What the tests of the real program share. One server and one browser serve all of them."""

import atexit

import pytest
from playwright.sync_api import sync_playwright
from program import EXAMPLES, Home
from rig import WIDTHS, Visitor, launch


def pytest_sessionstart(session):
    """The demonstration begins to load at once; the command-line tests, which come first, use the time."""
    if session.config.option.collectonly:
        return
    home = Home()
    session.demonstration = home.start("demo", "--examples", EXAMPLES)
    atexit.register(home.remove)


def pytest_sessionfinish(session):
    if server := getattr(session, "demonstration", None):
        server.stop()


@pytest.fixture(scope="session")
def server(request):
    """The demonstration, served."""
    return request.session.demonstration.wait()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


def _visitor(browser, server, width, javascript, known=True):
    # Who may see the reports and keeps the system sees every page that is not about one citizen.
    login = server.somebody("evaluator", "system-administrator") if known else None
    person = Visitor(browser, server, width, javascript, login=login)
    yield person
    person.close()


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def visitor(request, browser, server):
    """Somebody with a phone, and somebody with a desk."""
    yield from _visitor(browser, server, request.param, True)


@pytest.fixture(params=[(width, script) for script in (True, False) for width in WIDTHS],
                ids=lambda kind: f"{kind[0]}px{'' if kind[1] else '-plain'}")
def anybody(request, browser, server):
    """The same, with and without JavaScript: four windows."""
    yield from _visitor(browser, server, *request.param)


@pytest.fixture(params=[(width, script) for script in (True, False) for width in WIDTHS],
                ids=lambda kind: f"{kind[0]}px{'' if kind[1] else '-plain'}")
def stranger(request, browser, server):
    """The same four windows, of somebody who is not signed in."""
    yield from _visitor(browser, server, *request.param, known=False)


@pytest.fixture
def web(server):
    """Somebody without a browser, signed in."""
    return server.standing_web(server.somebody("evaluator", "system-administrator"))


@pytest.fixture
def reader(browser, server):
    """Somebody at a desk."""
    yield from _visitor(browser, server, 1280, True)


@pytest.fixture
def phone(browser, server):
    """Somebody with a phone."""
    yield from _visitor(browser, server, 360, True)


@pytest.fixture
def plain(browser, server):
    """Somebody with a phone, without JavaScript."""
    yield from _visitor(browser, server, 360, False)
