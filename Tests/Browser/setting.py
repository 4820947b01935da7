"""What a journey begins with: made-up people, citizens of a test's own, one-time codes, and a session that has grown old."""

import base64
import hashlib
import hmac
import re
import sqlite3
import time
from dataclasses import dataclass

from program import Server, Web

# Made-up people of the demonstration, by what they are here. The worker and the colleague are in the leader's team.
WORKER, COLLEAGUE, LEADER, CITIZEN = "anna", "boe", "eva", "borger"
NAMES = {WORKER: "Anna Prøvesen", COLLEAGUE: "Bo Eksempelgaard", LEADER: "Eva Påhit"}


@dataclass
class Person:
    """Somebody made up; every key gives another, with Danish letters in the name."""

    given: str
    family: str
    birth: str

    @classmethod
    def of(cls, key: str) -> "Person":
        numbers = hashlib.sha256(key.encode()).digest()
        syllables = ["bdfgklmnprstv"[one % 13] + "aeiouyæøå"[other % 9] for one, other in zip(numbers[::2], numbers[1::2])]
        birth = f"{1 + numbers[30] % 28}.{1 + numbers[29] % 12}.19{30 + numbers[31] % 20}"
        return cls("".join(syllables[:3]).capitalize() + "løv", "".join(syllables[3:5]).capitalize() + "påhit", birth)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass
class Citizen(Person):
    """A citizen of the demonstration's municipality."""

    id: str

    @property
    def path(self) -> str:
        return f"/citizens/{self.id}"


def register(web: Web, key: str, team: str | None = None, **fields: str) -> Citizen:
    """Registers a citizen whom nobody else writes about, with the registerer as contact, and a team when one is named."""
    person = Person.of(key)
    values = {"level": "identified", "given": person.given, "family": person.family, "birth": person.birth, "contact": "1"}
    where = web.send("/citizens/new", **values | fields)
    assert re.fullmatch(r"/citizens/[0-9a-f-]{36}", where), f"registering led to {where}"
    citizen = Citizen(person.given, person.family, person.birth, where.rsplit("/", 1)[1])
    if team:
        _, page = web.get(f"{where}/team")
        choice = re.search(rf'<option value="(team:[^"]*)">Team: {re.escape(team)}</option>', page)
        assert choice, f"there is no team {team} to choose"
        web.send(f"{where}/team", who=choice[1], function="contact")
    return citizen


def one_time_code(secret: str, step: int) -> str:
    """RFC 6238 as authenticator apps do it: SHA-1, 30 seconds, six digits."""
    digits = re.sub(r"\s", "", secret).upper()
    key = base64.b32decode(digits + "=" * (-len(digits) % 8))
    digest = hmac.digest(key, step.to_bytes(8), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def step_now() -> int:
    """The number of the 30 seconds that are running."""
    return int(time.time()) // 30


def let_session_grow_old(server: Server, minutes: int, column: str = "seen"):
    """As if the last who signed in had done so (`signedIn`), or had last asked for a page (`seen`), so many minutes earlier."""
    database = sqlite3.connect(server.home.data / "State.sqlite", timeout=10)
    with database:
        changed = database.execute(
            f"UPDATE signin_session SET {column} = {column} - ? WHERE signedIn = (SELECT max(signedIn) FROM signin_session)",
            [minutes * 60_000]).rowcount
    database.close()
    assert changed == 1, f"{changed} sessions grew old, not one"
