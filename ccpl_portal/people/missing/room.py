"""The people in a room as tables, and in words who is missing."""

from collections import Counter
from dataclasses import dataclass, field

SYSTEM_WIDE, ELSEWHERE, NOT_KNOWN = "system-wide", "elsewhere", "not-known"


@dataclass(frozen=True)
class Missing:
    """An empty cell: what to say, and what it is about."""

    words: str
    family: object = None
    sector: object = None
    place: object = None
    organisation: object = None

    @property
    def about(self):
        """Names and keys, as a plan for this gap keeps them."""
        things = {name: getattr(self, name) for name in ABOUT}
        return {name: thing.pk for name, thing in things.items() if thing is not None}


ABOUT = ["family", "sector", "place", "organisation"]


@dataclass
class Cell:
    count: int
    # Somebody of this kind works there, so an empty cell means that they are missing.
    is_expected: bool = True
    words: str = ""
    heat: int = 0


@dataclass
class Row:
    name: str
    cells: list
    total: Cell
    thing: object = None


@dataclass
class Table:
    name: str
    heading: str
    columns: list
    rows: list
    totals: list = field(default_factory=list)
    total: Cell | None = None


class Room:
    def __init__(self, makeup, scope, voices):
        self.makeup, self.scope = makeup, scope
        self.voices = list({voice.person: voice for voice in voices}.values())
        self.columns = self.columns_in_use()
        self.tables = self.crossed()
        self.bodies = self.bodies_table()

    @property
    def count(self):
        return len(self.voices)

    def column_of(self, voice):
        """The place of the scope in which somebody works, or why there is none."""
        if voice.place is None:
            return NOT_KNOWN
        scoped = {place.pk for place in self.scope.places}
        line = list(self.makeup.line_of(voice.place))
        found = next((place for place in line if place in scoped), None)
        if found is not None:
            return found
        return SYSTEM_WIDE if len(line) == 1 else ELSEWHERE

    def columns_in_use(self):
        """The places of the scope, and the other columns that anybody stands in."""
        columns = [(place.pk, place.name) for place in self.scope.places]
        used = {self.column_of(voice) for voice in self.voices}
        for key, name in [
            (SYSTEM_WIDE, "System-wide"),
            (ELSEWHERE, "Elsewhere"),
            (NOT_KNOWN, "Not known"),
        ]:
            if key in used:
                columns.append((key, name))
        return columns

    def crossed(self):
        tables = [self.table("family", "Profession", self.scope.families, self.family_expected)]
        sectors = self.sectors_expected()
        if sectors:
            tables.append(self.table("sector", "Part of the system", sectors, self.sector_expected))
        return tables

    def sectors_expected(self):
        there = {body.kind.sector_id for body in self.scope.organisations}
        return [sector for sector in self.makeup.sectors if sector.pk in there]

    def family_expected(self, family, column):
        return isinstance(column, int)

    def sector_expected(self, sector, column):
        """Whether an organisation of this sector has its home in that place."""
        return any(
            body.kind.sector_id == sector.pk
            and column in set(self.makeup.line_of(self.makeup.homes.get(body.pk)))
            for body in self.scope.organisations
        )

    def table(self, name, heading, things, is_expected):
        counts = Counter((getattr(voice, name), self.column_of(voice)) for voice in self.voices)
        named = {thing.pk for thing in things}
        others = {key for key, _ in counts if key not in named}
        rows = [self.row(counts, {thing.pk}, thing, is_expected) for thing in things]
        if others:
            words = "Others, or not known" if others != {None} else "Not known"
            rows.append(self.row(counts, others, words, lambda thing, column: False))
        totals = [
            Cell(sum(row.cells[index].count for row in rows), isinstance(key, int))
            for index, (key, _) in enumerate(self.columns)
        ]
        columns = [words for _, words in self.columns]
        table = Table(name, heading, columns, rows, totals, Cell(self.count))
        return with_words(table)

    def row(self, counts, keys, thing, is_expected):
        cells = [
            Cell(sum(counts[key, column] for key in keys), is_expected(thing, column))
            for column, _ in self.columns
        ]
        total = Cell(sum(cell.count for cell in cells), not isinstance(thing, str))
        return Row(str(thing), cells, total, None if isinstance(thing, str) else thing)

    def bodies_table(self):
        counts = Counter(voice.organisation for voice in self.voices)
        rows = [Row(str(b), [], Cell(counts[b.pk]), b) for b in self.scope.organisations]
        scoped = {body.pk for body in self.scope.organisations}
        others = sum(count for pk, count in counts.items() if pk not in scoped)
        if others:
            rows.append(Row("Others, or not known", [], Cell(others, is_expected=False)))
        return with_words(Table("organisation", "Organisation", [], rows))

    def missing(self, noun="member"):
        """The empty cells in words: a whole row or column once, and not cell by cell."""
        if not self.count:
            return []
        return [*self.empty_places(noun), *self.empty_rows(noun), *self.empty_cells(noun)]

    def empty_places(self, noun):
        for place, total in zip(self.scope.places, self.tables[0].totals, strict=False):
            if not total.count:
                yield Missing(f"no {noun} from {place.name}", place=place)

    def empty_rows(self, noun):
        for table in self.tables:
            for row in table.rows:
                if row.thing is not None and not row.total.count:
                    words = f"no {noun} from {inside(row.name)}"
                    yield Missing(words, **{table.name: row.thing})

    def empty_cells(self, noun):
        for table in self.tables:
            for row in table.rows:
                if not row.total.count:
                    continue
                for place, cell, total in zip(
                    self.scope.places, row.cells, table.totals, strict=False
                ):
                    if cell.is_expected and not cell.count and total.count:
                        words = f"no {noun} from {inside(row.name)} in {place.name}"
                        yield Missing(words, place=place, **{table.name: row.thing})

    def silent_bodies(self, noun="member"):
        return [
            Missing(f"no {noun} from {row.name}", organisation=row.thing)
            for row in self.bodies.rows
            if row.thing is not None and not row.total.count
        ]


def inside(name):
    """A name within a sentence: General practice becomes general practice, NHS stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def with_words(table):
    """Each cell says its number, and nobody where somebody should be."""
    every = [cell for row in table.rows for cell in [*row.cells, row.total]] + table.totals
    most = max((cell.count for row in table.rows for cell in row.cells), default=0)
    for cell in every + ([table.total] if table.total else []):
        cell.words = str(cell.count) if cell.count or not cell.is_expected else "nobody"
        cell.heat = heat_of(cell, most)
    return table


def heat_of(cell, most):
    """From 1, nobody where somebody should be, to 4; 0 for a cell of no meaning."""
    if not cell.count:
        return 1 if cell.is_expected else 0
    return 2 + min(2, 3 * (cell.count - 1) // max(most, 1))
