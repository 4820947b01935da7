"""What the real program says to what is wrong: the exit code, the words, and nothing that is nobody's business.

2 is for what the user can mend, 1 for trouble around the program (keys, disk, a damaged file), 64 for a command that is not one.
"""

import json
import shutil
import socket
import sqlite3
import urllib.request

import pytest
from program import CATALOG, EXAMPLES, Home

URS = EXAMPLES / "urs-2016"
NOBODY = "00000000-0000-7000-8000-000000000000"

# A stack of calls, a Swift type's own description, an error number that tells nobody anything.
MACHINERY = ["Fatal error", "Stack dump", "SIGSEGV", "Optional(", "NSCocoaErrorDomain", "NSPOSIXErrorDomain", "Error Domain=", "SQLiteStorage"]


def says(outcome, code, *words):
    """The command ended so, and said all of these words, in plain text."""
    assert outcome.code == code, f"ended with {outcome.code}, not {code}:\n{outcome.text}"
    for word in words:
        assert word in outcome.text, f"“{word}” is not in:\n{outcome.text}"
    for word in MACHINERY:
        assert word not in outcome.text, f"“{word}” is in:\n{outcome.text}"
    return outcome


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A home with the constructed URS data. Tests that change it take a copy."""
    home = Home(tmp_path_factory.mktemp("loaded"))
    says(home.run("import", "urs-2016", URS), 0, "1176 rows read, 1176 written")
    return home


@pytest.fixture
def copy(loaded, tmp_path):
    return loaded.copy(tmp_path / "home")


@pytest.fixture
def empty(tmp_path):
    return Home(tmp_path)


@pytest.fixture
def catalog(tmp_path):
    """A copy of the catalog, to be spoilt."""
    return shutil.copytree(CATALOG, tmp_path / "Catalog")


def spoil(file, change):
    tree = json.loads(file.read_text())
    change(tree)
    file.write_text(json.dumps(tree))


# The command itself


def test_a_word_that_is_no_command(empty):
    says(empty.run("nonsense"), 64, "nonsense", "--help")


def test_an_argument_is_missing(empty):
    says(empty.run("import", "urs-2016"), 64, "<folder>")


def test_help_lists_the_commands(empty):
    says(empty.run("--help"), 0, "serve", "import", "evaluate", "verify", "backup", "restore", "erase")


# Catalog


def test_every_problem_of_a_catalog_is_listed_and_nothing_starts(copy, catalog):
    spoil(catalog / "instruments" / "ces-d" / "1.json", lambda tree: tree.update(colour="red"))
    spoil(catalog / "retention.json", lambda tree: tree.update(unknown=1))
    (catalog / "programmes" / "urs.json").write_text("{")
    for command in (["catalog", "check"], ["serve", "--port", "0"]):
        outcome = says(
            copy.run(*command, "--catalog", catalog), 2, "problems:", "instruments/ces-d/1.json: $.colour", "retention.json: $",
            "programmes/urs.json")
        assert "ready" not in outcome.text


def test_one_problem_is_one_problem(empty):
    says(empty.run("catalog", "check", "--catalog", "nowhere"), 2, "1 problem:", "nowhere", "there is no such folder")


def test_a_published_definition_cannot_be_changed(empty, catalog):
    spoil(catalog / "instruments" / "ces-d" / "1.json", lambda tree: tree["title"].update(da="Noget andet"))
    says(empty.run("catalog", "check", "--catalog", catalog), 2, "published.lock: line 3", "instruments/ces-d version 1 is published", "make a new version")


def test_an_instrument_that_is_not_there(empty):
    says(empty.run("catalog", "describe", "nothing"), 2, "no instrument or programme nothing")


# Keys and places


def test_no_master_key(loaded):
    outcome = loaded.run("serve", "--port", "0", XDG_CONFIG_HOME=str(loaded.folder / "elsewhere"))
    says(outcome, 1, "No master key", str(loaded.folder / "elsewhere/brobygger/master.key"), "BROBYGGER_MASTER_KEY", "32 bytes")


def test_another_master_key(copy):
    copy.key.write_text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
    outcome = copy.run("records", "rebuild")
    says(outcome, 1, "the master key is another one")


def test_a_key_file_with_too_little_in_it(copy):
    copy.key.write_text("abc\n")
    says(copy.run("verify"), 1, str(copy.key), "does not hold 32 bytes")


def test_keys_and_data_are_their_owners_alone(loaded):
    for path, mode in [(loaded.key, 0o600), (loaded.key.with_name("seal.key"), 0o600), (loaded.data, 0o700)]:
        assert path.stat().st_mode & 0o777 == mode, f"{path} is {oct(path.stat().st_mode)}"


def test_a_data_folder_below_a_file(empty):
    (empty.folder / "afile").write_text("x")
    for command in (["demo", "--examples", EXAMPLES, "--port", "0"], ["import", "urs-2016", URS]):
        says(empty.run(*command, "--data", empty.folder / "afile" / "data"), 1, "afile/data", "cannot be made")


def test_a_data_folder_that_is_a_file(empty):
    (empty.folder / "afile").write_text("x")
    says(empty.run("import", "urs-2016", URS, "--data", empty.folder / "afile"), 1, "afile", "cannot be made")


def test_a_data_folder_that_is_not_there(loaded):
    """A slip of the pen must not be told that all is sound."""
    outcome = says(loaded.run("verify", "--data", loaded.folder / "nowhere"), 1, "nowhere", "holds no journal")
    assert "Sound" not in outcome.text
    assert not (loaded.folder / "nowhere").exists()


def test_a_second_process_on_the_same_data(copy):
    with copy.start("serve") as server:
        server.wait()
        for command in (["serve", "--port", "0"], ["import", "urs-2016", URS], ["records", "rebuild"]):
            says(copy.run(*command), 2, "Another brobygger works in", "--data")


def test_the_home_that_is_set_is_the_home_that_is_used(empty):
    """Nothing lands in another home, whoever runs it."""
    outcome = empty.run("import", "urs-2016", URS, "--without-tables", XDG_CONFIG_HOME="", XDG_DATA_HOME="", BROBYGGER_DATA="")
    says(outcome, 0, "1176 written")
    assert (empty.folder / ".config/brobygger/master.key").exists()
    assert (empty.folder / ".local/share/brobygger/Journal.sqlite").exists()


# Listening


def test_the_port_is_taken(loaded):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = says(loaded.run("serve", "--port", port), 2, f"Port {port}", "--port")
    assert "ready" not in outcome.text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org"])
def test_an_address_that_others_reach(loaded, host):
    outcome = says(loaded.run("serve", "--host", host, "--port", "0"), 2, host)
    assert "ready" not in outcome.text


def test_a_port_that_is_none(loaded):
    says(loaded.run("serve", "--port", "70000"), 2, "70000", "1-65535")


# Import


def test_a_study_that_is_not_there(loaded):
    says(loaded.run("import", "nostudy", URS), 2, "nostudy", "Catalog/imports")
    says(loaded.run("evaluate", "nostudy"), 2, "nostudy", "Catalog/studies")


def test_a_study_without_data(loaded):
    says(loaded.run("evaluate", "help"), 2, "help", "brobygger import help")


def test_a_folder_that_is_not_there(loaded):
    outcome = says(loaded.run("import", "urs-2016", loaded.folder / "nofolder"), 2, "Nothing was imported", "nofolder")
    assert "Rows" not in outcome.text


def faulty(tmp_path, change):
    folder = shutil.copytree(URS, tmp_path / "urs-2016")
    file = folder / "contacts.csv"
    file.write_bytes(change(file.read_bytes()))
    return folder


def test_a_file_that_is_not_utf8(copy, tmp_path):
    folder = faulty(tmp_path, lambda data: data[:-1] + b"\xf8\n")
    says(copy.run("import", "urs-2016", folder), 2, "contacts.csv", "UTF-8", "Nothing was imported")


def test_a_day_that_does_not_exist(copy, tmp_path):
    """The row is named by file and line; what stands in it is not shown."""
    lines = (URS / "contacts.csv").read_text().splitlines()
    when = next(part for part in lines[1].split(",") if part.startswith("201"))
    folder = faulty(tmp_path, lambda data: data.replace(when.encode(), b"2016-02-31T10:00", 1))
    before = says(copy.run("verify"), 0, "Sound").out
    says(copy.run("import", "urs-2016", folder), 2, "contacts.csv", "line 2", "Nothing was imported")
    assert says(copy.run("verify"), 0, "Sound").out == before


def test_importing_twice_changes_nothing(copy):
    before = says(copy.run("verify"), 0, "Sound").out.split(" entries")[0]
    says(copy.run("import", "urs-2016", URS), 0, "1176 were there already")
    assert says(copy.run("verify"), 0, "Sound").out.split(" entries")[0] == before


# Evaluation


def test_a_report_that_cannot_be_written(loaded):
    (loaded.folder / "afile").write_text("x")
    says(loaded.run("evaluate", "urs-2016", "--output", "afile/x.html"), 2, "afile/x.html", "could not be written")


@pytest.mark.parametrize("option", [("--format", "xml"), ("--language", "sv")])
def test_a_choice_that_is_none(loaded, option):
    says(loaded.run("evaluate", "urs-2016", *option), 2, "is da or en" if option[0] == "--language" else "html, csv or json")


# Erasure, backup, tables


def test_erasing_somebody_who_is_not_there(loaded):
    for more in ([], ["--yes"]):
        says(loaded.run("erase", NOBODY, "--reason", "citizens-request", *more), 2, "no stream", NOBODY)
    says(loaded.run("erase", "Anna", "--reason", "citizens-request"), 2, "not the id of a stream")


def test_a_reason_that_tells_about_the_citizen_is_refused_and_not_repeated(loaded):
    outcome = says(loaded.run("erase", NOBODY, "--reason", "Anna asked for it"), 2, "small letters", "never about the citizen")
    assert "Anna" not in outcome.text


def test_a_backup_that_is_none(empty, loaded):
    (empty.folder / "nothing").mkdir()
    says(loaded.run("restore", empty.folder / "nothing", "--data", empty.folder / "new"), 2, "no finished backup", "manifest.json")


def test_a_restore_over_data_that_are_there(copy, tmp_path):
    (tmp_path / "backups").mkdir()
    folder = says(copy.run("backup", tmp_path / "backups"), 0, "Backed up to").out.split("Backed up to ")[1].strip()
    outcome = copy.run("restore", folder)
    assert outcome.code in (1, 2) and "Restored" not in outcome.text, outcome.text
    says(copy.run("verify"), 0, "Sound")


def test_tables_of_a_feature_that_is_not_there(loaded):
    says(loaded.run("records", "rebuild", "nofeature"), 2, "nofeature", "citizens")


def test_an_anchor_that_is_not_there(loaded):
    says(loaded.run("verify", "--anchor", "noanchor"), 1, "noanchor", "cannot be read")


# A journal that is not what it was


def damage(home, position):
    """Turns one bit of an entry, as a bad disk would."""
    database = sqlite3.connect(home.data / "Journal.sqlite")
    with database:
        database.execute("DROP TRIGGER IF EXISTS entryNoUPDATE")
        sealed = database.execute("SELECT sealed FROM entry WHERE position = ?", [position]).fetchone()[0]
        database.execute(
            "UPDATE entry SET sealed = ? WHERE position = ?", [bytes([sealed[0] ^ 1]) + sealed[1:], position])
    database.close()


def head(home):
    database = sqlite3.connect(home.data / "Journal.sqlite")
    try:
        return database.execute("SELECT MAX(position) FROM entry").fetchone()[0]
    finally:
        database.close()


def test_verify_names_the_first_entry_that_was_changed(copy):
    for position in (900, 700):
        damage(copy, position)
    outcome = says(copy.run("verify"), 1, "700")
    assert "900" not in outcome.text and "Sound" not in outcome.text


def test_a_damaged_journal_is_served_for_reading_and_pages_say_so(copy):
    damage(copy, head(copy) - 3)
    with copy.start("serve") as server:
        server.wait()
        assert "can only be read" in server.said
        for path in ("/", "/citizens", "/studies", "/accessibility"):
            with urllib.request.urlopen(server.address + path + ("?lang=en")) as answer:
                page = answer.read().decode()
                # A stranger is sent to the sign-in, which stands in Danish.
                assert "The journal can only be read" in page or "Journalen kan kun læses" in page, path
    outcome = copy.run("import", "urs-2016", URS, timeout=60)
    assert outcome.code in (0, 1), outcome.text
    assert "0 written" in outcome.text or "read-only" in outcome.text, outcome.text


def test_a_journal_that_is_no_journal(copy):
    for name in ("Journal.sqlite", "Journal.sqlite-wal", "Journal.sqlite-shm"):
        (copy.data / name).unlink(missing_ok=True)
    (copy.data / "Journal.sqlite").write_bytes(b"This is not a database. " * 500)
    for command in (["verify"], ["serve", "--port", "0"]):
        outcome = copy.run(*command)
        says(outcome, 1, "damaged")
