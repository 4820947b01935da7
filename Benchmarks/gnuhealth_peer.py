"""The peer to measure beside: GNU Health (module `health` of Tryton) on SQLite, in the same run as our own program.

`python3 gnuhealth_peer.py EMPTY WORK`, with the Python that has gnuhealth-requirements.txt installed. EMPTY is a database with the module activated and
nobody in it; it is made when it is not there (about a minute). In WORK it looks for `ours.txt` (what `bench peer` printed) and `serving.txt` (what
`bench peer-serve` prints once it listens); without them only GNU Health is measured. The people are made up and the same kind as ours."""
import base64, datetime, http.client, importlib.metadata, json, os, re, shutil, socket, subprocess, sys, tempfile, time, warnings

CITIZENS, LISTED, LISTS = 500, 50, 200
NAME, USER, PASSWORD = "gnuhealth", 1, "made-up password for measuring"
FIELDS = ["lastname", "name", "dob", "ref"]
GIVEN = "Åse Bodil Carsten Dorthe Erik Frida Gerda Henrik Ida Jens Kirsten Lars Mette Niels Ole Pia Rasmus Søren Tina Ulla Vibeke William Yasmin".split()
FAMILY = "Aagaard Bang Christensen Dahl Eskildsen Friis Gade Hansen Iversen Jensen Kjær Lund Møller Nielsen Olsen Petersen Quist Rasmussen".split()
# Whoever is signed in is checked against the rights of models, fields and records, as for a client.
CONTEXT = {"_check_access": True}


def settings(folder, port=None):
    file = os.path.join(folder, "trytond.conf")
    with open(file, "w") as out:
        out.write(f"[database]\nuri = sqlite://\npath = {folder}\n")
        if port:
            out.write(f"[web]\nlisten = 127.0.0.1:{port}\n")
    return file


def make_empty(empty):
    """A database with the module health activated and an administrator."""
    say("Preparing GNU Health's database once (about a minute)")
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, NAME + ".sqlite")
        open(made, "w").close()
        secret = os.path.join(folder, "password")
        with open(secret, "w") as out:
            out.write(PASSWORD + "\n")
        command = [os.path.join(os.path.dirname(sys.executable), "trytond-admin"), "-c", settings(folder), "-d", NAME]
        command += ["-u", "health", "--activate-dependencies", "--email", "admin@example.org"]
        done = subprocess.run(command, env={**os.environ, "TRYTONPASSFILE": secret, "PYTHONWARNINGS": "ignore"}, capture_output=True, text=True)
        if done.returncode:
            sys.exit("GNU Health could not be prepared:\n" + done.stderr[-2000:])
        shutil.copy(made, empty + ".new")
        os.replace(empty + ".new", empty)


def person(n):
    """Name, birthday, sex and a made-up number, as our own section sends them."""
    born = datetime.date(1950, 11, 2) + datetime.timedelta(days=n * 7919 % 20000)
    number = f"{born:%d%m%y}{1 if born.year < 2000 else 4}{n % 1000:03}"
    return {
        "name": GIVEN[n % len(GIVEN)], "lastname": FAMILY[n // 23 % len(FAMILY)], "dob": born, "gender": "f" if n % 2 == 0 else "m", "ref": number,
        "is_person": True, "is_patient": True, "fed_country": "DNK"}


def measured(count, work, warm=0):
    times = []
    for n in range(count + warm):
        start = time.perf_counter()
        work(n)
        if n >= warm:
            times.append(time.perf_counter() - start)
    return figures(times)


def figures(times):
    times = sorted(times)
    return times[len(times) // 2], times[len(times) * 95 // 100], sum(times) / len(times)


# ---- In the process: their server library, without HTTP

def in_process(folder):
    warnings.simplefilter("ignore")
    import passlib.utils  # Warns while it is imported, and the filter above does not last so long.
    from trytond.config import config
    config.update_etc(settings(folder))
    from trytond.pool import Pool
    from trytond.transaction import Transaction
    Pool.start()
    pool = Pool(NAME)
    with Transaction().start(NAME, 0):
        pool.init()
    found = {}

    with Transaction().start(NAME, USER, readonly=True) as transaction:
        cursor = transaction.connection.cursor()
        for setting in ("synchronous", "journal_mode"):
            cursor.execute("PRAGMA " + setting)
            found[setting] = cursor.fetchone()[0]

    def create(n):
        with Transaction().start(NAME, USER, context=CONTEXT) as transaction:
            party, = pool.get("party.party").create([person(n)])
            pool.get("gnuhealth.patient").create([{"party": party.id}])
            transaction.commit()

    def list_persons(n):
        with Transaction().start(NAME, USER, readonly=True, context=CONTEXT):
            rows = pool.get("party.party").search_read(
                [("is_patient", "=", True)], offset=n % (CITIZENS // LISTED) * LISTED, limit=LISTED, fields_names=FIELDS)
        assert len(rows) == LISTED and all(row["dob"] and row["ref"] for row in rows)

    found["create"] = measured(CITIZENS, create)
    found["list"] = measured(LISTS, list_persons, warm=10)
    with Transaction().start(NAME, USER, readonly=True):
        assert pool.get("gnuhealth.patient").search_count([]) == CITIZENS
    return found


# ---- Over HTTP: the same client for both, a new connection for each request

def ask(port, method, path, body=None, headers={}):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    assert answer.status == 200, (path, answer.status, text[:300])
    return text


def theirs_over_http(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [os.path.join(os.path.dirname(sys.executable), "trytond"), "-c", settings(folder, port), "-d", NAME]
    log = open(os.path.join(folder, "trytond.log"), "w")
    server = subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"}, stdout=log, stderr=log)
    try:
        for _ in range(240):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.25)

        def call(method, params, headers={}):
            body = json.dumps({"id": 0, "method": method, "params": params}).encode()
            answer = json.loads(ask(port, "POST", f"/{NAME}/", body, {"Content-Type": "application/json", **headers}))
            assert not answer.get("error"), answer
            return answer["result"]

        user, session = call("common.db.login", ["admin", {"password": PASSWORD}, "en"])[:2]
        key = base64.b64encode(f"admin:{user}:{session}".encode()).decode()

        def list_persons(n):
            rows = call("model.party.party.search_read", [[["is_patient", "=", True]], 0, LISTED, None, FIELDS, {}], {"Authorization": "Session " + key})
            assert len(rows) == LISTED and all(row["dob"] and row["ref"] for row in rows)

        return measured(LISTS, list_persons, warm=10)
    finally:
        server.terminate()
        server.wait()
        log.close()


def ours_over_http(work):
    line = next((line for line in lines(os.path.join(work, "serving.txt")) if line.startswith("serving ")), None)
    if not line:
        return None
    _, port, session = line.split()

    def page(n):
        text = ask(int(port), "GET", "/citizens", headers={"Cookie": "session=" + session}).decode()
        assert len(set(re.findall(r'href="/citizens/([0-9a-f-]{36})"', text))) == LISTED

    return measured(LISTS, page, warm=10)


# ---- What is printed

def lines(file):
    if not os.path.exists(file):
        return []
    with open(file) as text:
        return text.read().splitlines()


def say(text=""):
    print(text, flush=True)


def row(what, ours, theirs):
    def both(figures):
        return f"{figures[0] * 1000:.2f} / {figures[1] * 1000:.2f} ms" if figures else "not measured"
    ratio = f"1 : {theirs[0] / ours[0]:.2f}" if ours else ""
    say(f"{what:<72}{both(ours):<22}{both(theirs):<22}{ratio}")


def main(empty, work):
    empty, work = os.path.abspath(empty), os.path.abspath(work)
    if not os.path.exists(empty):
        make_empty(empty)
    folder = os.path.join(work, "gnuhealth")
    os.makedirs(folder)
    shutil.copy(empty, os.path.join(folder, NAME + ".sqlite"))
    ours = {name: tuple(map(float, numbers)) for _, name, *numbers in (line.split() for line in lines(os.path.join(work, "ours.txt")) if line.startswith("peer "))}
    theirs = in_process(folder)
    over_http = ours_over_http(work), theirs_over_http(folder)

    version = importlib.metadata.version
    synchronous = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}[theirs["synchronous"]]
    say(f"\nBeside GNU Health {version('gnuhealth')} on trytond {version('trytond')}, SQLite, Python {sys.version.split()[0]}; {CITIZENS} people, median / 95th percentile")
    say(f"Theirs: model calls in one process, each its own transaction as administrator with rights checked; synchronous = {synchronous}, journal_mode = {theirs['journal_mode']}, as trytond opens it (its makers run it on PostgreSQL)")
    say("Ours: the operations in one process, rights checked; synchronous = FULL for the journal and the access log, WAL")
    say(f"{'':<72}{'ours':<22}{'GNU Health':<22}ours : theirs")
    row("create a person, committed and synced (1)", ours.get("create"), theirs["create"])
    row(f"list {LISTED}: name, birthday, identifier; no HTTP (2)", ours.get("list"), theirs["list"])
    row("  ours made into the whole page and written into the access log (3)", ours.get("page"), theirs["list"])
    row(f"list {LISTED} over HTTP, signed in, a new connection each (4)", *over_http)
    say("(1) name, birthday, sex, identifier. Ours: duplicates looked up, journal, read tables, access log. Theirs: party and patient, no look-up, no log of reading.")
    say("(2) ours: the citizens of a worker, sorted, with age and the id of the address, the number stays sealed. Theirs: search_read of party.party, with the number.")
    say("(3) ours has one synced commit here, theirs none.")
    say("(4) ours: the page in HTML, logged. Theirs: JSON-RPC search_read at the server that trytond comes with (Werkzeug), not a production front.")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
