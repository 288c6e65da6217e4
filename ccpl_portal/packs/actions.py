from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.search.actions import together
from ccpl_portal.ui import site
from ccpl_portal.web.caching import content_changed

from .faults import Fault, Unusable
from .folders import SECTIONS, open_folder, read_sheets, with_foundations
from .models import Pack
from .tables import Tally

HOUSES = ["ccpl_portal", "networks", "governance", "leadership_dev", "quality", "comms"]


@dataclass
class Load:
    """What a loader may ask while it writes: where it is, and the day that +0d stands for."""

    section: str
    anchor: date
    seen: dict

    def remember(self, key, find, *args):
        """Find something once; what was not found is looked for again."""
        if key not in self.seen:
            self.seen[key] = find(*args)
        return self.seen[key]


@dataclass
class Report:
    title: str
    tallies: list[Tally] = field(default_factory=list)

    @property
    def faults(self):
        return [fault for tally in self.tallies for fault in tally.faults]

    def count(self, outcome):
        return sum(getattr(tally, outcome) for tally in self.tallies)


@transaction.atomic
def load_pack(name_or_path, *, examples=None):
    """Write a pack's rows. A second run changes nothing; what was edited here since is kept.

    Raises Unusable, and then nothing is written.
    """
    folder = open_folder(name_or_path)
    if not folder.system:
        reason = "This pack is the ground for others. Load one that builds on it"
        raise Unusable(Fault(f"{folder.name}/pack.toml", 0, "system", reason))
    if examples is None:
        examples = not settings.PRODUCTION
    sheets = read_sheets(with_foundations(folder), SECTIONS if examples else SECTIONS[:1])
    pack = installed(folder)
    report = Report(title=folder.title)
    seen = {}
    with together():
        for section, loader, sheet in sheets:
            tally = Tally(path=f"{section}/{loader.path}", faults=list(sheet.faults))
            loader.load(sheet.rows, Load(section, pack.anchor, seen), tally)
            report.tallies.append(tally)
    if report.count("made") or report.count("changed"):
        record("loaded pack", pack)
        content_changed()
        transaction.on_commit(site.forget)
    return report


def installed(folder):
    """The portal's own note of the pack; its anchor is the day of the first load."""
    with connection.cursor() as cursor:
        # Two loads at once would both make each row.
        cursor.execute(f"LOCK TABLE {Pack._meta.db_table} IN EXCLUSIVE MODE")
    other = Pack.objects.exclude(system=folder.system).first()
    if other:
        reason = f"This portal serves {other.title}. Another system needs a portal of its own"
        raise Unusable(Fault(f"{folder.name}/pack.toml", 0, "system", reason))
    said = {
        "title": folder.title,
        "portal": folder.portal,
        "system": folder.system,
        "licences": folder.licences,
    }
    pack, _ = Pack.objects.get_or_create(
        name=folder.name, defaults=said | {"anchor": timezone.localdate()}
    )
    if any(getattr(pack, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(pack, name, value)
        pack.save()
    return pack


class Checked(Exception):
    """Rolls a check back."""


def check_pack(name_or_path):
    """Load everything into empty copies of the tables, and throw them away."""
    try:
        with transaction.atomic():
            empty_copies()
            report = load_pack(name_or_path, examples=True)
            raise Checked
    except Checked:
        return report


def empty_copies():
    """Put an empty twin of each of our tables before the real one, for this transaction only.

    Every constraint within a table comes along. Foreign keys and triggers do not: a pack's
    references are looked up by their loaders.
    """
    quote = connection.ops.quote_name
    tables = {
        model._meta.db_table
        for house in HOUSES
        for model in apps.get_app_config(house).get_models(include_auto_created=True)
        if model._meta.managed
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        real = cursor.fetchone()[0]
        cursor.execute("CREATE SCHEMA pack_check")
        for table in sorted(tables):
            cursor.execute(
                f"CREATE TABLE pack_check.{quote(table)} "
                f"(LIKE {quote(real)}.{quote(table)} INCLUDING ALL)"
            )
        cursor.execute(f"SET LOCAL search_path TO pack_check, {quote(real)}")
