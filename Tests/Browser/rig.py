"""A person in front of a browser: what they see, what they type, and whether the page is sound.

Everything here raises AssertionError in words that tell which page, which width and which element it is about.
"""

import os
import re
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, Playwright, Response
from program import Server, Web

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = os.environ.get("BROBYGGER_CHROMIUM") or "/usr/bin/chromium"
WIDTHS = {360: 740, 1280: 900}
NARROWEST = 320
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What can be reached with the keyboard and is seen; `details` that is closed hides what is in it, and a group of radio buttons is one stop.
CONTROLS = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
  const groups = new Set()
  return all.filter(e => {
    if (e.disabled || !e.checkVisibility({visibilityProperty: true})) return false
    if (e.type !== 'radio') return true
    const group = [...document.getElementsByName(e.name)].filter(o => o.form === e.form)
    const stop = group.find(o => o.checked) || group[0]
    return e === stop
  }).map((e, i) => { e.dataset.stop = i; return {stop: String(i), name: %s} })
}"""
NAME = "(e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.value || e.id || e.tagName).trim().slice(0, 60)"
FOCUSED = """() => {
  const e = document.activeElement
  if (!e || e === document.body) return null
  const style = getComputedStyle(e)
  const box = e.getBoundingClientRect()
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
  const x = Math.min(Math.max(box.left + Math.min(box.width, 8) / 2, 0), innerWidth - 1)
  const y = Math.min(Math.max(box.top + Math.min(box.height, 8) / 2, 0), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  return {
    stop: e.dataset.stop ?? null, tag: e.tagName, name: %s,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside, free: !top || e.contains(top) || top.contains(e) || e.labels?.[0]?.contains(top) || false,
  }
}""" % NAME


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium; root and containers need it without its sandbox."""
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"])


class Visitor:
    """One person with one window."""

    def __init__(
        self, browser: Browser, server: Server, width: int = 1280, javascript: bool = True, language: str = "da",
        login: str | None = None
    ):
        self.server = server
        self.address = server.address
        self.width = width
        self.javascript = javascript
        self.language = language
        self.context = browser.new_context(
            viewport={"width": width, "height": WIDTHS.get(width, 800)}, java_script_enabled=javascript, locale="da-DK",
            base_url=self.address, reduced_motion="reduce", has_touch=width < 600)
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.taps = 0
        if login:
            self._take(server.standing_web(login))
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, kind: str, text: str):
        # The browser itself says that a page answered 404; a test that opens one asks for the status.
        if kind in ("error", "warning") and "status of 4" not in text:
            self.complaints.append(text)

    def close(self):
        self.context.close()

    def __str__(self) -> str:
        script = "" if self.javascript else ", without JavaScript"
        return f"{self.page.url.removeprefix(self.address)} at {self.width} px{script}"

    # Who it is

    def _take(self, web: Web):
        self.context.clear_cookies()
        self.context.add_cookies([{"name": c.name, "value": c.value, "url": self.address} for c in web.jar if c.name != "lang"])

    def become(self, login: str) -> "Visitor":
        """Signed in as another, in a session of its own; signing out ends no other test's session."""
        self._take(self.server.web(login))
        return self

    def stand_in_for(self, login: str) -> "Visitor":
        """Signed in as another, in the session that all tests share: for reading."""
        self._take(self.server.standing_web(login))
        return self

    # Going about

    def open(self, path: str, status: int = 200, language: str | None = None) -> Response:
        """Types an address. With a language the page is asked for in it."""
        if language:
            path += ("&" if "?" in path else "?") + f"lang={language}"
            self.language = language
        answer = self.page.goto(path)
        assert answer is not None and answer.status == status, f"{path} answered {answer and answer.status}, not {status}"
        return answer

    def click(self, name: str | re.Pattern):
        """Clicks (or taps) the link or button of exactly this name (or that fits a pattern); where it stays on the page."""
        words = name if isinstance(name, re.Pattern) else re.compile(rf"^\s*{re.escape(name)}\s*$")
        self.taps += 1
        self.page.get_by_role("link", name=words).or_(self.page.get_by_role("button", name=words)).first.click()

    def follow(self, name: str | re.Pattern):
        """The same, and waits for the page it leads to."""
        with self.page.expect_navigation():
            self.click(name)

    def field(self, label: str) -> Locator:
        """The field with this label, among those that are seen."""
        return self.page.get_by_label(label, exact=True).filter(visible=True)

    def fill(self, label: str, text: str):
        """Types into the field with this label."""
        self.field(label).fill(text)

    def tick(self, label: str):
        """Ticks a box, or chooses the one of few, with this label."""
        self.taps += 1
        self.field(label).check()

    def choose(self, label: str, option: str):
        """Chooses from the list with this label: one tap opens it, one chooses."""
        self.taps += 2
        self.field(label).select_option(label=option)

    def unfold(self, title: str):
        """Opens what is folded under this title."""
        self.taps += 1
        self.page.locator("summary", has_text=re.compile(rf"^\s*{re.escape(title)}\s*$")).click()

    def value(self, label: str) -> str:
        """What stands in the field with this label."""
        return self.field(label).input_value()

    def back(self):
        """The browser's own way back."""
        self.taps += 1
        self.page.go_back()

    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def heading(self) -> str:
        """The page's h1."""
        return self.page.locator("h1").inner_text()

    def bar(self) -> str:
        """What the line about the citizen says, which stands on each of the citizen's pages."""
        return self.page.locator(".b-identity").inner_text()

    def sees(self, text: str) -> bool:
        return text in self.page.locator("body").inner_text()

    # The keyboard alone

    def tab_to(self, name: str, limit: int = 300):
        """Presses Tab until what has this name is in focus; it must be seen there."""
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUSED)
            if focus and focus["name"] == name:
                self._must_show(focus)
                return
        raise AssertionError(f"{self}: the keyboard does not come to “{name}” in {limit} steps")

    def press(self, key: str):
        """Presses a key that stays on the page: Space, Escape, ArrowDown."""
        self.page.keyboard.press(key)

    def enter(self):
        """Presses Enter, and waits for the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, text: str):
        """Types where the focus is."""
        self.page.keyboard.type(text)

    def _must_show(self, focus: dict):
        name = focus["name"]
        assert focus["ring"], f"{self}: no ring around “{name}” when it has the focus"
        assert focus["inside"], f"{self}: “{name}” has the focus outside the window"
        assert focus["free"], f"{self}: “{name}” is covered when it has the focus"

    def must_walk_by_keyboard(self):
        """Tab comes to every link and control, once around, each with a ring that is seen; the first stop skips to the content."""
        self.page.evaluate("() => { scrollTo(0, 0); document.activeElement?.blur() }")
        controls = self.page.evaluate(CONTROLS % NAME)
        wanted = {control["stop"]: control["name"] for control in controls}
        # A field of a day or a time has a stop for each of its parts.
        parts = 4 * self.page.locator("input[type=date], input[type=time]").count()
        for step in range(len(controls) + 2 + parts):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUSED)
            if focus is None:
                break
            if step == 0:
                assert "b-skip" in self.page.evaluate("document.activeElement.className"), f"{self}: Tab does not begin at the skip link"
            if focus["stop"] is not None:
                wanted.pop(focus["stop"], None)
            self._must_show(focus)
        assert not wanted, f"{self}: the keyboard does not come to {list(wanted.values())}"

    def must_skip_to_content(self):
        """The skip link takes the focus past the menu: the next stop is in the content or after it."""
        self.page.evaluate("() => { scrollTo(0, 0); document.activeElement?.blur() }")
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        where = self.page.evaluate(
            "() => { const m = document.querySelector('main'), e = document.activeElement;"
            " return e === document.body || !!(m.compareDocumentPosition(e) & (16 | 4)) }")
        assert where, f"{self}: after the skip link the focus is before the content"

    # Whether the page is sound

    def must_be_sound(self, picture: str | None = None):
        """What every page must keep, in any state: ask for it after each step of a journey. Makes a picture when named."""
        if picture:
            self.picture(picture)
        self.must_be_one_page()
        self.must_not_scroll_sideways()
        if self.javascript:
            self.must_pass_axe()
        assert not self.complaints, f"{self}: the browser complains: {self.complaints}"

    def must_be_one_page(self):
        """Title, language and one h1."""
        facts = self.page.evaluate(
            "() => ({lang: document.documentElement.lang, title: document.title,"
            " h1: [...document.querySelectorAll('h1')].map(e => e.innerText.trim())})")
        assert facts["lang"] == self.language, f"{self}: lang is “{facts['lang']}”, not “{self.language}”"
        assert len(facts["h1"]) == 1 and facts["h1"][0], f"{self}: the headings of level 1 are {facts['h1']}"
        assert facts["h1"][0].replace("\u00ad", "") in facts["title"].replace("\u00ad", ""), (
            f"{self}: the title “{facts['title']}” does not say “{facts['h1'][0]}”")

    def must_not_scroll_sideways(self):
        """Nothing is wider than the window, here and at 320 px, except what scrolls by itself (wide tables)."""
        widths = [self.width] if self.width > 400 else [self.width, NARROWEST]
        try:
            for width in widths:
                self.page.set_viewport_size({"width": width, "height": WIDTHS[self.width]})
                over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if over > 0:
                    who = self.page.evaluate(
                        "() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
                        " && !e.closest('.b-table-box')).slice(0, 5).map(e => e.tagName + '.' + (e.className.baseVal ?? e.className))")
                    raise AssertionError(f"{self}: {over} px too wide at {width} px: {who}")
        finally:
            self.page.set_viewport_size({"width": self.width, "height": WIDTHS[self.width]})

    def must_pass_axe(self):
        """No breach of WCAG 2.2 A and AA, nor of axe's best practice. Needs JavaScript in the window."""
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, rules: {'target-size': {enabled: true}},"
            " resultTypes: ['violations']})", WCAG)
        lines = [
            f"  {breach['id']}: {breach['help']}: " + "; ".join(" ".join(map(str, node["target"])) for node in breach["nodes"][:4])
            for breach in found["violations"]]
        assert not lines, f"{self}: axe finds\n" + "\n".join(lines)

    def picture(self, name: str):
        """The whole page as a picture, in an ignored folder, to be looked at."""
        PICTURES.mkdir(exist_ok=True)
        script = "" if self.javascript else "-plain"
        self.page.screenshot(path=PICTURES / f"{name}-{self.language}-{self.width}{script}.png", full_page=True)
