"""The engine that loads packs, tried on loaders and files of its own."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from ccpl_portal.accounts.models import User
from ccpl_portal.audit.models import Event
from ccpl_portal.packs import registry
from ccpl_portal.packs.actions import check_pack, load_pack
from ccpl_portal.packs.columns import (
    Amount,
    Day,
    Moment,
    Number,
    Reference,
    References,
    Text,
    YesNo,
)
from ccpl_portal.packs.faults import Unusable, Wrong
from ccpl_portal.packs.models import Loaded, Pack
from ccpl_portal.packs.tables import Table
from ccpl_portal.strategy.models import Theme
from ccpl_portal.web.versions import content_version

TOML = """
name = "{name}"
title = "Anywhere"
system = "QQQ"
portal = "Anywhere clinical and care professional leadership"
"""


@pytest.fixture(autouse=True)
def loaders(monkeypatch):
    """Accounts and themes stand for any table: choices, moments, references, lists, examples."""
    monkeypatch.setattr(registry, "_loaders", {})

    @registry.loads("people/accounts.csv", after=["people/themes.csv"])
    class Accounts(Table):
        model = User
        key = ["email"]
        columns = [
            Text("email", required=True),
            Text("name", required=True),
            Text("kind"),
            YesNo("active", to="is_active"),
            Moment("joined", to="joined_at"),
            Reference("voucher", User, by="email", to="verified_by"),
        ]

        def prepare(self, values, load):
            return values | {"password": "!"}

    class Themes(Table):
        model = Theme
        key = ["slug"]

        def prepare(self, values, load):
            return {"name": values["slug"], "kind": Theme.KIND} | values

    @registry.loads("people/themes.csv")
    class ThemeLines(Themes):
        columns = [
            Text("slug", required=True),
            References("serves", "ccpl_portal.Theme"),
        ]

    @registry.loads("people/notes/*.md")
    class ThemePages(Themes):
        columns = [
            Text("slug", required=True),
            Text("title", to="name"),
            Text("body", to="text"),
        ]


@pytest.fixture
def pack(tmp_path):
    """Writes a pack of the given files and returns its folder."""

    def write(files, name="anywhere", toml=TOML):
        folder = tmp_path / name
        for path, words in {"pack.toml": toml.format(name=name), **files}.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(words if isinstance(words, bytes) else words.encode())
        return folder

    return write


def counts(report):
    return {
        tally.path: (tally.made, tally.changed, tally.unchanged, tally.refused)
        for tally in report.tallies
    }


def faults(report):
    return [str(fault) for fault in report.faults]


@pytest.mark.django_db
def test_a_pack_fills_the_tables(pack):
    folder = pack(
        {
            "facts/people/themes.csv": "slug,serves\nstroke,heart; lung\nheart,\nlung,\n",
            "facts/people/accounts.csv": (
                "email,name,kind,active,joined\na@example.org,Asha,resident,no,2023-06-15 14:00\n"
            ),
        }
    )

    report = load_pack(folder)

    asha = User.objects.get()
    assert counts(report) == {
        "facts/people/accounts.csv": (1, 0, 0, 0),
        "facts/people/themes.csv": (3, 0, 0, 0),
    }
    assert (asha.name, asha.kind, asha.is_active) == ("Asha", "resident", False)
    assert asha.joined_at == datetime(2023, 6, 15, 14, tzinfo=ZoneInfo("Europe/London"))
    served = Theme.objects.get(slug="stroke").serves.all()
    assert sorted(theme.slug for theme in served) == ["heart", "lung"]
    assert [event.verb for event in Event.objects.all()] == ["loaded pack"]


@pytest.mark.django_db
def test_a_second_run_changes_nothing(pack):
    folder = pack({"facts/people/themes.csv": "slug\nstroke\nheart\n"})
    load_pack(folder)
    before = content_version()

    report = load_pack(folder)

    assert counts(report) == {"facts/people/themes.csv": (0, 0, 2, 0)}
    assert Theme.objects.count() == 2
    assert Event.objects.count() == 1
    assert content_version() == before


@pytest.mark.django_db
def test_an_edit_by_hand_is_kept_when_the_pack_says_the_same(pack):
    folder = pack({"facts/people/accounts.csv": "email,name,kind\na@example.org,Asha,resident\n"})
    load_pack(folder)
    User.objects.update(name="Asha by hand")

    load_pack(folder)

    assert User.objects.get().name == "Asha by hand"


@pytest.mark.django_db
def test_only_what_the_pack_changed_is_written_over_an_edit(pack):
    load_pack(pack({"facts/people/accounts.csv": "email,name,kind\na@example.org,Asha,resident\n"}))
    User.objects.update(name="Asha by hand")

    report = load_pack(
        pack({"facts/people/accounts.csv": "email,name,kind\na@example.org,Asha,colleague\n"})
    )

    assert counts(report) == {"facts/people/accounts.csv": (0, 1, 0, 0)}
    assert User.objects.values_list("name", "kind").get() == ("Asha by hand", "colleague")


@pytest.mark.django_db
def test_a_cell_that_the_pack_empties_is_emptied(pack):
    load_pack(pack({"facts/people/themes.csv": "slug,serves\nstroke,heart\nheart,\n"}))

    load_pack(pack({"facts/people/themes.csv": "slug,serves\nstroke,\nheart,\n"}))

    assert list(Theme.objects.get(slug="stroke").serves.all()) == []


@pytest.mark.django_db
def test_a_row_taken_out_by_hand_stays_out(pack):
    folder = pack({"facts/people/accounts.csv": "email,name\na@example.org,Asha\n"})
    load_pack(folder)
    User.objects.all().delete()

    load_pack(pack({"facts/people/accounts.csv": "email,name\na@example.org,Asha Patel\n"}))

    assert User.objects.count() == 0


@pytest.mark.django_db
def test_a_row_may_name_one_further_down(pack):
    folder = pack(
        {
            "facts/people/accounts.csv": (
                "email,name,voucher\na@example.org,Asha,b@example.org\nb@example.org,Ben,\n"
            )
        }
    )

    report = load_pack(folder)

    assert counts(report) == {"facts/people/accounts.csv": (2, 0, 0, 0)}
    assert User.objects.get(name="Asha").verified_by.name == "Ben"


@pytest.mark.django_db
def test_each_refused_row_is_named_and_the_good_ones_stay(pack):
    folder = pack(
        {
            "facts/people/accounts.csv": (
                "email,name,kind,active,joined,voucher\n"
                "a@example.org,Asha,,,,\n"
                "b@example.org,,,,,\n"
                '"c@example.org","Two\nlines",surgeon,,,\n'
                "d@example.org,Dee,,perhaps,,\n"
                "e@example.org,Eve,,,15/06/2023,\n"
                "f@example.org,Fay,,,,z@example.org\n"
                "g@example.org,Guy\n"
                "a@example.org,Ann,,,,\n"
                "\n"
                "H@example.org,Huw,,,,\n"
            )
        }
    )

    report = load_pack(folder)

    path = "anywhere/facts/people/accounts.csv"
    assert faults(report) == [
        f"{path}, line 9: This line has 2 cells, the heading has 6. "
        "Put a cell that holds a comma in quotation marks",
        f"{path}, line 10, column email: This row repeats line 2 of {path}",
        f"{path}, line 3, column name: This cell must be filled",
        f"{path}, line 4, column kind: Value 'surgeon' is not a valid choice.",
        f"{path}, line 6, column active: Enter yes or no, not “perhaps”",
        f"{path}, line 7, column joined: Enter a date and a time such as 2023-06-15 14:00, "
        "not “15/06/2023”",
        f"{path}, line 12: Constraint “user_email_lower_case” is violated.",
        f"{path}, line 8, column voucher: There is no account “z@example.org”",
    ]
    assert [user.name for user in User.objects.all()] == ["Asha"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (b"slug\nCaf\xe9\n", "line 2: This is not UTF-8 text. Save the file as “CSV UTF-8”"),
        (b"slug\nok\nSt\0roke\n", "line 3: This line holds a NUL character. Take it out"),
        (b"", "line 1: The file is empty. Its first line names the columns"),
        (b"title\nstroke\n", "line 1, column slug: This column is missing"),
        (b"slug,slug\na,b\n", "line 1, column slug: This column is there twice"),
        (b"slug,\na,b\n", "line 1: Column 2 has no heading"),
        (
            b'slug\n"stroke"s\n',
            "line 2: This line cannot be read as CSV (',' expected after '\"'). "
            "Look at its quotation marks",
        ),
    ],
)
def test_an_unusable_file_is_named_and_nothing_is_loaded(pack, words, reason):
    folder = pack(
        {
            "facts/people/accounts.csv": "email,name\na@example.org,Asha\n",
            "facts/people/themes.csv": words,
        }
    )

    with pytest.raises(Unusable) as refusal:
        load_pack(folder)

    assert f"anywhere/facts/people/themes.csv, {reason}" in map(str, refusal.value.faults)
    assert (User.objects.count(), Theme.objects.count(), Pack.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_a_column_that_nobody_knows_is_not_passed_over(pack):
    folder = pack({"facts/people/themes.csv": "slug,leed\nstroke,Asha\n"})

    with pytest.raises(Unusable) as refusal:
        load_pack(folder)

    assert [str(fault) for fault in refusal.value.faults] == [
        "anywhere/facts/people/themes.csv, line 1, column leed: "
        "The portal does not know this column. It knows slug, serves"
    ]


@pytest.mark.django_db
def test_a_file_that_nobody_loads_is_not_passed_over(pack):
    folder = pack({"facts/people/theme.csv": "slug\nstroke\n"})

    with pytest.raises(Unusable) as refusal:
        load_pack(folder)

    assert [str(fault) for fault in refusal.value.faults] == [
        "anywhere/facts/people/theme.csv: The portal has no place for a file of this name. "
        "It knows: people/accounts.csv, people/notes/*.md, people/themes.csv"
    ]


@pytest.mark.django_db
def test_a_markdown_file_is_one_row_named_by_its_file(pack):
    folder = pack({"facts/people/notes/stroke.md": "---\ntitle: Stroke\n---\nWords.\n"})

    report = load_pack(folder)

    assert counts(report) == {"facts/people/notes/*.md": (1, 0, 0, 0)}
    assert Theme.objects.get().name == "Stroke"
    assert Loaded.objects.get().cells == {"slug": "stroke", "title": "Stroke", "body": "Words."}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            "No front matter",
            "line 1: The file begins with its columns between two lines of three hyphens",
        ),
        (
            "---\ntitle: A: B\n---\nWords",
            "line 2: This cannot be read. "
            "Write “name: words”; put words that hold a colon in quotes",
        ),
        ("---\n- title\n---\nWords", "line 2: Write each column as “name: words”"),
        (
            "---\ntitle: A\ntopic: B\n---\nWords",
            "line 3, column topic: The portal does not know this column. "
            "It knows slug, title, body",
        ),
    ],
)
def test_a_broken_front_matter_is_named(pack, words, reason):
    folder = pack({"facts/people/notes/stroke.md": words})

    with pytest.raises(Unusable) as refusal:
        load_pack(folder)

    assert [str(fault) for fault in refusal.value.faults] == [
        f"anywhere/facts/people/notes/stroke.md, {reason}"
    ]


@pytest.mark.django_db
def test_production_leaves_examples_out(pack, settings):
    folder = pack(
        {
            "facts/people/themes.csv": "slug\nstroke\n",
            "examples/people/themes.csv": "slug\ninvented\n",
        }
    )

    settings.PRODUCTION = True
    load_pack(folder)
    in_production = sorted(theme.slug for theme in Theme.objects.all())
    settings.PRODUCTION = False
    load_pack(folder)

    assert in_production == ["stroke"]
    assert sorted(Theme.objects.values_list("slug", "is_example")) == [
        ("invented", True),
        ("stroke", False),
    ]


@pytest.mark.django_db
def test_a_fact_may_not_lean_on_an_example_nor_an_example_change_a_fact(pack):
    folder = pack(
        {
            "facts/people/themes.csv": "slug,serves\nheart,\nstroke,invented\n",
            "examples/people/themes.csv": "slug\ninvented\nheart\n",
        }
    )

    report = load_pack(folder)

    assert faults(report) == [
        "anywhere/facts/people/themes.csv, line 3, column serves: There is no theme “invented”",
        "anywhere/examples/people/themes.csv, line 3, column slug: "
        "This row is a fact of the pack. An example may not change it",
    ]


@pytest.mark.django_db
def test_a_pack_stands_on_another_and_its_own_rows_win(pack):
    accounts = "facts/people/accounts.csv"
    ground = pack(
        {accounts: "email,name\na@example.org,Asha\nb@example.org,Ben\n"},
        name="ground",
        toml='name = "{name}"\ntitle = "Ground"\n',
    )
    folder = pack(
        {accounts: "email,name\na@example.org,Aisha\n"}, toml=TOML + f'builds_on = "{ground}"\n'
    )

    first, second = load_pack(folder), load_pack(folder)

    assert counts(first) == {accounts: (2, 0, 0, 0)}
    assert counts(second) == {accounts: (0, 0, 2, 0)}
    assert sorted(user.name for user in User.objects.all()) == ["Aisha", "Ben"]


@pytest.mark.django_db
def test_a_portal_serves_one_system(pack):
    load_pack(pack({"facts/people/themes.csv": "slug\nstroke\n"}))
    other = pack({}, name="elsewhere", toml=TOML.replace("QQQ", "QQ2"))

    with pytest.raises(Unusable) as refusal:
        load_pack(other)

    assert [str(fault) for fault in refusal.value.faults] == [
        "elsewhere/pack.toml, column system: "
        "This portal serves Anywhere. Another system needs a portal of its own"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("toml", "reasons"),
    [
        ("name = ", ["This is not TOML: Invalid value (at end of document)"]),
        (
            'name = "x"\ntitle = 3\nsistem = "QQQ"\n',
            ["The portal does not know this name", "Write this as str"],
        ),
        ('name = "x"\nsystem = "QQQ"\n', ["This must be given", "This must be given"]),
        (
            'name = "x"\ntitle = "X"\n',
            ["This pack is the ground for others. Load one that builds on it"],
        ),
    ],
)
def test_a_broken_pack_toml_is_named(pack, toml, reasons):
    folder = pack({}, toml=toml)

    with pytest.raises(Unusable) as refusal:
        load_pack(folder)

    assert [fault.reason for fault in refusal.value.faults] == reasons


@pytest.mark.django_db
def test_a_check_names_faults_and_leaves_the_portal_as_it_was(pack):
    load_pack(pack({"facts/people/accounts.csv": "email,name\na@example.org,Asha\n"}))
    other = pack(
        {"facts/people/accounts.csv": "email,name,voucher\nb@example.org,Ben,a@example.org\n"},
        name="elsewhere",
        toml=TOML.replace("QQQ", "QQ2"),
    )

    report = check_pack(other)

    assert faults(report) == [
        "elsewhere/facts/people/accounts.csv, line 2, column voucher: "
        "There is no account “a@example.org”"
    ]
    assert [user.name for user in User.objects.all()] == ["Asha"]
    assert [installed.name for installed in Pack.objects.all()] == ["anywhere"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "words", "code", "out", "err"),
    [
        (
            "load_pack",
            "slug\nstroke\n",
            0,
            "facts/people/themes.csv: 1 made, 0 changed, 0 unchanged, 0 refused\n"
            "Anywhere: 1 made, 0 changed, 0 unchanged, 0 refused\n",
            "",
        ),
        (
            "load_pack",
            "slug\nstroke\nstroke\n",
            3,
            "facts/people/themes.csv: 1 made, 0 changed, 0 unchanged, 1 refused\n"
            "Anywhere: 1 made, 0 changed, 0 unchanged, 1 refused\n",
            "anywhere/facts/people/themes.csv, line 3, column slug: "
            "This row repeats line 2 of anywhere/facts/people/themes.csv\n",
        ),
        (
            "load_pack",
            "nom\nstroke\n",
            2,
            "",
            "anywhere/facts/people/themes.csv, line 1, column slug: This column is missing\n"
            "anywhere/facts/people/themes.csv, line 1, column nom: "
            "The portal does not know this column. It knows slug, serves\nNothing was loaded.\n",
        ),
        ("check_pack", "slug\nstroke\n", 0, "Anywhere: 1 rows, no fault\n", ""),
        (
            "check_pack",
            "slug\nstroke\nstroke\n",
            3,
            "",
            "anywhere/facts/people/themes.csv, line 3, column slug: "
            "This row repeats line 2 of anywhere/facts/people/themes.csv\n",
        ),
        (
            "check_pack",
            "",
            2,
            "",
            "anywhere/facts/people/themes.csv, line 1: "
            "The file is empty. Its first line names the columns\n",
        ),
    ],
)
def test_the_commands_say_what_became_of_it(pack, capsys, command, words, code, out, err):
    folder = pack({"facts/people/themes.csv": words})

    exit_code = 0
    try:
        call_command(command, str(folder))
    except SystemExit as ended:
        exit_code = ended.code

    assert (exit_code, *capsys.readouterr()) == (code, out, err)


@pytest.mark.django_db
def test_an_unknown_pack_is_refused_with_those_that_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("load_pack", "atlantis")

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(
        "atlantis/pack.toml: There is no such file, and no pack “atlantis” in the library ("
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2023-06-15", date(2023, 6, 15)),
        ("+14d", date(2024, 2, 14)),
        ("-3w", date(2024, 1, 10)),
        ("+1m", date(2024, 2, 28)),
        ("-13m", date(2022, 12, 28)),
        ("+2w tue", date(2024, 2, 13)),
        ("+2w fri", date(2024, 2, 16)),
    ],
)
def test_days_count_from_the_first_load(cell, expected):
    anchor = date(2024, 1, 31)

    assert Day("day").read(cell, type("At", (), {"anchor": anchor})) == expected


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (Day("day"), "soon", "Enter a date such as 2023-06-15 or +14d, not “soon”"),
        (
            Day("day"),
            "+2w xxx",
            "“xxx” is no day of the week: write mon, tue, wed, thu, fri, sat or sun",
        ),
        (
            Moment("at"),
            "+2w 25:00",
            "Enter a date and a time such as 2023-06-15 14:00, not “+2w 25:00”",
        ),
        (Number("places"), "many", "Enter a whole number, not “many”"),
        (Amount("cost"), "inf", "Enter a number, not “inf”"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_to_write(column, cell, reason):
    with pytest.raises(Wrong) as refusal:
        column.read(cell, type("At", (), {"anchor": date(2024, 1, 31)}))

    assert refusal.value.reason == reason


def test_a_loader_that_comes_after_nothing_known_is_a_mistake_in_the_code():
    @registry.loads("people/late.csv", after=["people/nowhere.csv"])
    class Late(Table):
        pass

    with pytest.raises(ImproperlyConfigured) as refusal:
        registry.in_order()

    assert str(refusal.value) == (
        "people/late.csv comes after people/nowhere.csv, which nobody loads"
    )


@pytest.mark.django_db
def test_a_new_pack_is_a_skeleton_of_every_file(tmp_path, capsys):
    call_command("new_pack", "north-cumbria", "--in", str(tmp_path))
    written = sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    )

    assert written == [
        "north-cumbria/README.md",
        "north-cumbria/examples/people/accounts.csv",
        "north-cumbria/examples/people/themes.csv",
        "north-cumbria/facts/people/accounts.csv",
        "north-cumbria/facts/people/themes.csv",
        "north-cumbria/pack.toml",
    ]
    assert (tmp_path / "north-cumbria/facts/people/themes.csv").read_text() == "slug,serves\n"
    assert (
        "## people/themes.csv\n\n- **slug**: words\n"
        in (tmp_path / "north-cumbria/README.md").read_text()
    )


def test_a_new_pack_never_writes_over_another(tmp_path, capsys):
    (tmp_path / "here").mkdir()

    with pytest.raises(Exception, match="here is already there"):
        call_command("new_pack", "here", "--in", str(tmp_path))
    with pytest.raises(Exception, match="Name the pack with letters, numbers and hyphens"):
        call_command("new_pack", "../there", "--in", str(tmp_path))
