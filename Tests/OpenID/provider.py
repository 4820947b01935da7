"""Runs Glewlwyd as an OpenID Connect provider for tests: own folder, own database, free port on loopback, made-up users.

Prints one line of JSON when it is ready, and ends, removing its folder, when standard input is closed. In a browser the sign-in
page has the fields "Your username" and "Your password", the button OK, and on the next page the button Continue.
"""

import argparse
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

SCHEMA = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
PAGES = "/usr/share/glewlwyd/webapp"
CLIENT, SECRET = "brobygger", "made-up-secret-for-tests-only"
# Made-up people. The groups are what the claims mapping of the tests reads.
USERS = [
    {"username": "karla", "name": "Karla Opdigtet", "email": "karla@example.org", "groups": ["brobygger", "opsoegende", "team-nord"]},
    {"username": "bent", "name": "Bent Opdigtet", "email": "bent@example.org", "groups": ["oekonomi"]},
]
PASSWORD = "made-up password for tests"

CONFIG = """
port={port}
external_url="{url}"
login_url="login.html"
api_prefix="api"
bind_address="127.0.0.1"
log_mode="file"
log_level="WARNING"
log_file="{folder}/glewlwyd.log"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_session_authentication="cookie"
profile_session_authentication="cookie"
login_api_enabled=true
max_post_size=1048576
static_files_path="{folder}/pages"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm="SHA512"
database = {{ type = "sqlite3", path = "{folder}/glewlwyd.db" }};
static_files_mime_types = (
  {{ extension = ".html", mime_type = "text/html" }}, {{ extension = ".css", mime_type = "text/css" }},
  {{ extension = ".js", mime_type = "application/javascript" }}, {{ extension = ".json", mime_type = "application/json" }},
  {{ extension = ".png", mime_type = "image/png" }}, {{ extension = ".woff2", mime_type = "font/woff2" }}
)
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def make_database(path):
    """The provider's own schema; users have groups, and the scope openid asks for the password."""
    with sqlite3.connect(path) as database:
        with open(SCHEMA, encoding="utf-8") as script:
            database.executescript(script.read())
        database.execute("UPDATE g_scope SET gs_password_required = 1 WHERE gs_name = 'openid'")
        (text,) = database.execute("SELECT gumi_parameters FROM g_user_module_instance").fetchone()
        parameters = json.loads(text)
        parameters["data-format"]["groups"] = {"multiple": True, "read": True, "write": True}
        database.execute("UPDATE g_user_module_instance SET gumi_parameters = ?", (json.dumps(parameters),))
    database.close()


def grant(path):
    """What the page of consent writes, so that signing in is one form."""
    with sqlite3.connect(path) as database:
        for user in USERS:
            database.execute(
                "INSERT INTO g_client_user_scope (gs_id, gcus_username, gcus_client_id) "
                "SELECT gs_id, ?, ? FROM g_scope WHERE gs_name = 'openid'", (user["username"], CLIENT))
    database.close()


def make_pages(folder):
    """The provider's own pages. Debian's package puts a folder where they look for their settings, so those are laid right."""
    pages = os.path.join(folder, "pages")
    shutil.copytree(PAGES, pages, ignore=lambda _, names: [name for name in names if name == "config.json"])
    settings = [os.path.join(PAGES, "config.json"), os.path.join(PAGES, "config.json", "config.json"),
                "/usr/share/glewlwyd/templates/config.json"]
    shutil.copy(next(path for path in settings if os.path.isfile(path)), os.path.join(pages, "config.json"))


def signing_key(folder):
    key = os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
    public = subprocess.run(["openssl", "rsa", "-in", key, "-pubout"], check=True, capture_output=True).stdout
    with open(key, encoding="ascii") as file:
        return file.read(), public.decode("ascii")


class Administration:
    """The provider's interface for its administrator."""

    def __init__(self, url):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def send(self, method, path, value):
        request = urllib.request.Request(
            self.url + path, json.dumps(value).encode(), {"Content-Type": "application/json"}, method=method)
        try:
            return self.opener.open(request, timeout=10).read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read().decode(errors='replace')[:500]}") from error


def configure(url, folder, redirects, signed_out):
    private, public = signing_key(folder)
    admin = Administration(url + "/api")
    admin.send("POST", "/auth/", {"username": "admin", "password": "password"})
    admin.send("POST", "/mod/plugin/", {
        "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "enabled": True,
        "parameters": {
            "iss": url + "/api/oidc", "jwt-type": "rsa", "jwt-key-size": "256", "key": private, "cert": public,
            "access-token-duration": 300, "refresh-token-duration": 3600, "code-duration": 60,
            "allow-non-oidc": False, "auth-type-code-enabled": True, "auth-type-code-revoke-replayed": True,
            "auth-type-token-enabled": False, "auth-type-id-token-enabled": True, "auth-type-none-enabled": False,
            "auth-type-password-enabled": False, "auth-type-client-enabled": False, "auth-type-refresh-enabled": False,
            "allowed-scope": ["openid"], "pkce-allowed": True, "pkce-method-plain-allowed": False, "pkce-required": True,
            "session-management-allowed": True, "session-cookie-name": "GLEWLWYD2_OIDC_SID", "session-cookie-expiration": 3600,
            "jwks-show": True, "subject-type": "public",
            "request-parameter-allow": False, "name-claim": "mandatory", "email-claim": "mandatory", "scope-claim": "no",
            "claims": [{"name": "groups", "user-property": "groups", "type": "string", "mandatory": True, "scope": []}],
        }})
    admin.send("POST", "/client/", {
        "client_id": CLIENT, "name": "Brobygger", "confidential": True, "password": SECRET, "enabled": True,
        "redirect_uri": redirects, "post_logout_redirect_uri": signed_out, "authorization_type": ["code"],
        "scope": ["openid"], "token_endpoint_auth_method": ["client_secret_basic"]})
    for user in USERS:
        admin.send("POST", "/user/", {**user, "password": PASSWORD, "scope": ["openid", "g_profile"], "enabled": True})
    grant(os.path.join(folder, "glewlwyd.db"))


def wait_for(url, server):
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("the provider ended at once; see its log above")
        try:
            urllib.request.urlopen(url + "/config", timeout=2).read()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the provider does not answer")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--redirect", action="append", help="where the provider may send people back to; may be repeated")
    options.add_argument("--signed-out", default="http://127.0.0.1:8080/", help="where people go after signing out")
    options.add_argument("--port", type=int, default=0, help="0 takes a free one")
    chosen = options.parse_args()
    redirects = chosen.redirect or ["http://127.0.0.1:8080/sign-in/back"]
    folder = tempfile.mkdtemp(prefix="openid-provider-")
    port = chosen.port or free_port()
    url = f"http://localhost:{port}"
    server = None
    try:
        make_database(os.path.join(folder, "glewlwyd.db"))
        make_pages(folder)
        config = os.path.join(folder, "glewlwyd.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(CONFIG.format(port=port, url=url, folder=folder))
        server = subprocess.Popen(["glewlwyd", "-c", config], stdin=subprocess.DEVNULL, stdout=sys.stderr)
        wait_for(url, server)
        configure(url, folder, redirects, chosen.signed_out)
        print(json.dumps({
            "issuer": url + "/api/oidc", "client": CLIENT, "secret": SECRET, "redirects": redirects, "signIn": url + "/api/auth/",
            "users": [user["username"] for user in USERS], "password": PASSWORD, "server": server.pid}), flush=True)
        sys.stdin.read()
    finally:
        if server and server.poll() is None:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
        if server and server.returncode not in (0, -15, None):
            log = os.path.join(folder, "glewlwyd.log")
            if os.path.exists(log):
                with open(log, encoding="utf-8", errors="replace") as file:
                    sys.stderr.write(file.read()[-4000:])
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
