"""The real program, started as a person would start it, in a home of its own."""

import ctypes
import html
import http.cookiejar
import os
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("BROBYGGER_BINARY") or "brobygger")
CATALOG = ROOT / "Catalog"
EXAMPLES = ROOT / "Examples"

# What `demo` prints of the made-up people: log-in, password, roles.
LOGIN = re.compile(r"^  (\S+)  (\S+)  \((.+)\)$", re.MULTILINE)
READY = re.compile(r"(http://127\.0\.0\.1:(\d+))/")
PR_SET_PDEATHSIG = 1


@dataclass
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


class Web:
    """Somebody without a browser: asks for addresses and sends forms, and keeps cookies."""

    def __init__(self, address: str):
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[int, str]:
        """Status and text, at the end of all redirections."""
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """The same, for a form."""
        body = urllib.parse.urlencode(fields).encode()
        return self._ask(urllib.request.Request(self.address + path, body, {"Origin": self.address}))

    def send(self, page: str, action: str | None = None, **fields: str) -> str:
        """Fills in a form of a page and sends it, with what is hidden in it; answers where that led."""
        _, text = self.get(page)
        action = action or page
        forms = re.findall(rf'<form method="post" action="{re.escape(action)}".*?</form>', text, re.DOTALL)
        form = next((form for form in forms if all(f'name="{name}"' in form for name in fields)), None)
        assert form, f"{page} has no form that goes to {action} with {list(fields)}"
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
        status, answer = self.post(action, **{name: html.unescape(value) for name, value in hidden} | fields)
        assert status == 200, f"{action} answered {status}\n{answer[:4000]}"
        return self.last

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=60) as answer:
                self.last = answer.geturl().removeprefix(self.address)
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            self.last = request.full_url.removeprefix(self.address)
            return error.code, error.read().decode(errors="replace")

    def sign_in(self, login: str, password: str) -> "Web":
        """Sends the form of `/login`, for who needs no second factor."""
        _, page = self.get("/login")
        token = html.unescape(re.search(r'name="token" value="([^"]*)"', page)[1])
        status, answer = self.post("/login", token=token, next="/accessibility", login=login, password=password)
        assert (status, self.last) == (200, "/accessibility"), f"{login} cannot sign in: {status} at {self.last}\n{answer[:2000]}"
        return self

    def is_signed_in(self) -> bool:
        self.get("/")
        return self.last == "/"


class Home:
    """A folder with data, keys and settings of its own. Nothing of the person who runs the tests is read or written."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or Path(tempfile.mkdtemp(prefix="brobygger-home-"))
        self.data = self.folder / "data"
        self.configuration = self.folder / "config"
        self.key = self.configuration / "brobygger" / "master.key"

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BROBYGGER_", "XDG_"))}
        kept |= {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.configuration),
            "XDG_DATA_HOME": str(self.folder / "share"),
            "BROBYGGER_DATA": str(self.data),
            "BROBYGGER_CATALOG": str(CATALOG),
        }
        return kept | more

    def copy(self, to: Path) -> "Home":
        shutil.copytree(self.folder, to)
        return Home(to)

    def run(self, *arguments, timeout: float = 60, cwd: Path | None = None, **environment: str) -> Outcome:
        """Runs a command to its end."""
        done = subprocess.run(
            [str(BINARY), *map(str, arguments)], env=self.environment(**environment), cwd=cwd or self.folder,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
        return Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def start(self, *arguments, port: int = 0, **environment: str) -> "Server":
        """Starts a command that serves; on a free port when none is named."""
        return Server(self, [*map(str, arguments), "--port", str(port)], environment)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """A server that runs until `stop`. It also goes when the tests are killed."""

    def __init__(self, home: Home, arguments: list[str], environment: dict[str, str] | None = None):
        self.home = home
        self.address = ""
        self.port = 0
        self._lines: list[str] = []
        self._standing: dict[str | None, Web] = {}
        self._news: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [str(BINARY), *arguments], env=home.environment(**(environment or {})), cwd=home.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            preexec_fn=_die_with_the_tests)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self._lines.append(line)
            self._news.put(line)
        self._news.put(None)

    @property
    def said(self) -> str:
        """All that it has printed."""
        return "".join(self._lines)

    @property
    def logins(self) -> dict[str, tuple[str, list[str]]]:
        """The made-up people it printed: log-in -> password and roles."""
        return {login: (password, roles.split(", ")) for login, password, roles in LOGIN.findall(self.said)}

    def somebody(self, *roles: str) -> str | None:
        """The log-in of the first who has all of these roles; None while nobody signs in."""
        found = [login for login, (_, mine) in self.logins.items() if set(roles) <= set(mine)]
        assert found or not self.logins, f"nobody has the roles {roles}: {self.logins}"
        return found[0] if found else None

    def web(self, login: str | None = None) -> Web:
        """Somebody without a browser, signed in when a log-in is named."""
        web = Web(self.address)
        return web.sign_in(login, self.logins[login][0]) if login else web

    def standing_web(self, login: str | None) -> Web:
        """The same one again as long as the session holds."""
        web = self._standing.get(login)
        if web is None or (login and not web.is_signed_in()):
            web = self._standing[login] = self.web(login)
        return web

    def wait(self, seconds: float = 180) -> "Server":
        """Waits until it serves."""
        until = time.monotonic() + seconds
        while not self.address:
            try:
                line = self._news.get(timeout=max(0.1, until - time.monotonic()))
            except queue.Empty:
                line = ""
            if line is None:
                raise AssertionError(f"the server ended with {self.process.wait()} and said:\n{self.said}")
            if time.monotonic() > until:
                raise AssertionError(f"the server was not ready after {seconds} s and said:\n{self.said}")
            if found := READY.search(line):
                self.address, self.port = found[1], int(found[2])
        while not self.said.endswith("Ctrl-C.\n") and time.monotonic() < until and self.process.poll() is None:
            time.sleep(0.02)
        return self

    def stop(self) -> int:
        """Ends it as Ctrl-C does, and answers its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
        return self.process.wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_):
        self.stop()


def _die_with_the_tests():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
