"""Returns of a file, whole batches at a time, each with the version it asks for."""

from datetime import datetime
from itertools import islice

from django.utils import timezone

from ccpl_portal.packs.faults import Wrong
from quality.returns.checks import Ledger, check_figures, month, whole_number
from quality.returns.models import Return

from .sheets import read

BATCH = 5000
WRITTEN = ["org_code", "measure_code", "period", "numerator", "denominator"]
VERSIONED = ["version", "submitted_at", "state", "quality"]
NOTES = ["note", "reason", "why_refused"]


def load_returns(report, file):
    """Write the good returns of a file in whole batches, each with the version it asks for."""
    sheet, notes = read(file, WRITTEN, known=VERSIONED + NOTES)
    report.notes += notes
    report.faults += sheet.faults
    reader = ReturnReader(report.system)
    entries = []
    for row in sheet.rows:
        try:
            entry = reader.entry(row)
        except Wrong as wrong:
            report.faults.append(row.fault(wrong))
            continue
        if entry is None:
            report.count("unchanged")
        else:
            entries.append(entry)
    write_returns(entries)
    report.made += len(entries)


def write_returns(entries):
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        Return.objects.bulk_create(batch)


class ReturnReader:
    """Turns rows into returns, knowing what the system holds already."""

    def __init__(self, system):
        bodies = list(system.bodies.all())
        self.bodies = {body.code: body for body in bodies}
        self.measures = {measure.code: measure for measure in system.measures.all()}
        self.ledger = Ledger(bodies)
        self.now = timezone.now()
        self.held = {}
        self.newest = {}
        fields = ["body_id", "measure_id", "period", "version"]
        for row in Return.objects.filter(measure__system=system).values_list(
            *fields, "state", "quality", "numerator", "denominator"
        ):
            self.held[row[:4]] = row[4:]
            self.newest[row[:3]] = max(row[3], self.newest.get(row[:3], 0))

    def entry(self, row):
        """A return to be written, or None when it is here already; raises Wrong."""
        cells = row.cells
        body = self.find(cells, "org_code", self.bodies, "organisation")
        measure = self.find(cells, "measure_code", self.measures, "measure")
        period = month(cells["period"])
        state = choice(cells, "state", Return.State, Return.State.SUBMITTED)
        quality = choice(cells, "quality", Return.Quality, Return.Quality.FINAL)
        numerator = whole_number(cells["numerator"], "numerator")
        denominator = whole_number(cells["denominator"], "denominator")
        if state in (Return.State.WITHDRAWN, Return.State.CANNOT):
            if numerator is not None or denominator is not None:
                raise Wrong("Leave the figures of a withdrawn return empty", "numerator")
        else:
            check_figures(measure.kind, numerator, denominator)
        self.ledger.check(body, measure, period)
        cell = (body.pk, measure.pk, period)
        version = self.version(cells, cell)
        held = self.held.get((*cell, version))
        said = (state, quality, numerator, denominator)
        if held == said:
            return None
        if held is not None:
            reason = f"Version {version} is here already with other figures. Send a new version"
            raise Wrong(reason, "version" if "version" in cells else "numerator")
        self.held[(*cell, version)] = said
        self.newest[cell] = max(version, self.newest.get(cell, 0))
        return Return(
            body=body,
            measure=measure,
            period=period,
            version=version,
            state=state,
            quality=quality,
            numerator=numerator,
            denominator=denominator,
            note=cells.get("note", ""),
            reason=cells.get("reason", ""),
            submitted_at=self.moment(cells),
        )

    def find(self, cells, column, found, noun):
        code = cells[column]
        if code not in found:
            raise Wrong(f"There is no {noun} “{code}” in {self.system_name(found)}", column)
        return found[code]

    def system_name(self, found):
        first = next(iter(found.values()), None)
        return first.system.name if first else "this system"

    def version(self, cells, cell):
        written = cells.get("version", "")
        if not written:
            return self.newest.get(cell, 0) + 1
        version = whole_number(written, "version")
        if not 1 <= version <= 32767:
            raise Wrong("Versions are counted from 1", "version")
        return version

    def moment(self, cells):
        written = cells.get("submitted_at", "")
        if not written:
            return self.now
        try:
            found = datetime.fromisoformat(written)
        except ValueError:
            reason = f"Enter a date such as 2024-05-12, not “{written}”"
            raise Wrong(reason, "submitted_at") from None
        if timezone.is_naive(found):
            found = timezone.make_aware(found)
        if found > self.now:
            raise Wrong(f"{written} has not come yet", "submitted_at")
        return found


def choice(cells, column, choices, otherwise):
    written = cells.get(column, "")
    if not written:
        return otherwise
    if written not in choices.values:
        raise Wrong(f"Enter one of {', '.join(choices.values)}, not “{written}”", column)
    return choices(written)
