"""The roll-up as a table: one row for each place and the system, measure and month."""

from .actions import AS_WAS, ask

HEADING = [
    "level",
    "code",
    "measure_code",
    "period",
    "numerator",
    "denominator",
    "value",
    "returns_expected",
    "returns_received",
    "coverage_pct",
    "missing_orgs",
    "status",
    "suppress_primary",
    "suppress_secondary",
]
SMALL = range(1, 5)


def table(system, *, as_at=None, basis=AS_WAS):
    """Yield the rows of HEADING: every place and the system, for every measure and month."""
    areas = {area.pk: area.code for area in system.areas.all()}
    measures = {measure.pk: measure for measure in system.measures.all()}
    sums = {
        (s.measure_id, s.period, s.area_id): s
        for s in ask(system=system, as_at=as_at, basis=basis)
        if s.level != "system_wide"
    }
    periods = sorted({period for _, period, _ in sums})
    for measure in measures.values():
        for period in periods:
            cell = {area: sums.get((measure.pk, period, area)) for area in (*areas, None)}
            primary = {area for area, s in cell.items() if s and is_small(s)}
            secondary = second_to_hide(cell, primary, areas)
            for area, found in cell.items():
                yield [
                    "place" if area else "system",
                    areas[area] if area else system.code,
                    measure.code,
                    period.isoformat(),
                    *figures(measure, found),
                    int(area in primary),
                    int(area == secondary) if secondary else 0,
                ]


def figures(measure, found):
    if found is None:  # nobody there owes this measure in that month
        return ["", "", "", 0, 0, "", "", "no_data"]
    value = measure.value_of(found.numerator, found.denominator)
    return [
        "" if found.numerator is None else found.numerator,
        "" if found.denominator is None else found.denominator,
        "" if value is None else f"{value:.10f}",
        found.expected,
        found.received,
        f"{100 * found.received / found.expected:.4f}",
        ";".join(found.missing),
        found.status,
    ]


def is_small(found):
    return found.numerator in SMALL or found.denominator in SMALL


def second_to_hide(cell, primary, areas):
    """The place that would give away the only small one by subtraction from the system."""
    places = primary - {None}
    if len(places) != 1 or None in primary or cell[None] is None:
        return None
    others = [
        (cell[area].numerator, areas[area], area)
        for area in areas
        if area not in places and cell[area] and cell[area].numerator is not None
    ]
    return min((o for o in others if o[0]), default=min(others, default=(0, "", None)))[2]
