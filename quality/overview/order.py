"""The order of the measures on the page of the system, from the heads of its columns or a list."""

from dataclasses import dataclass

from . import words

CHOICES = [
    ("", "Most to talk about"),
    ("name", "Name, from A"),
    ("-name", "Name, from Z"),
    ("date", "Newest figures first"),
    ("-date", "Oldest figures first"),
    ("variation", "Variation, concern first"),
    ("-variation", "Variation, improvement first"),
    ("assurance", "Assurance, missed first"),
    ("-assurance", "Assurance, met first"),
    ("returns", "Most returns missing"),
    ("-returns", "Fewest returns missing"),
]
VARIATIONS = ["concern", "neutral", "common", "improvement"]
ASSURANCES = ["fail", "inconsistent", "pass"]


def in_order(all_series, sort):
    """Those that have nothing to be ordered by come last, whichever way round."""
    if not sort:
        weights = {id(m.series): m.weight for m in words.matters(all_series, most=len(all_series))}
        return sorted(all_series, key=lambda series: -weights.get(id(series), 0))
    key = KEYS[sort.lstrip("-")]
    ranked = [series for series in all_series if key(series) is not None]
    rest = [series for series in all_series if key(series) is None]
    return sorted(ranked, key=key, reverse=sort.startswith("-")) + rest


def by_date(series):
    return series.latest and -series.latest.period.toordinal()


def by_variation(series):
    return series.variation and VARIATIONS.index(series.variation.split("_")[0])


def by_assurance(series):
    told = series.assurance if words.assurance(series) else None
    return told and ASSURANCES.index(told)


def by_returns(series):
    return series.latest and -(series.latest.expected - series.latest.received)


KEYS = {
    "name": lambda series: series.measure.name.casefold(),
    "date": by_date,
    "variation": by_variation,
    "assurance": by_assurance,
    "returns": by_returns,
}


@dataclass(frozen=True)
class Head:
    """The head of a column; `href` orders by it, or the other way round when it does already."""

    label: str
    is_number: bool = False
    href: str = ""
    aria: str = ""


COLUMNS = [
    ("Measure", "name", False),
    ("Newest figure", "date", True),
    ("Target", "", True),
    ("Trend", "", False),
    ("Variation", "variation", False),
    ("Assurance", "assurance", False),
    ("Returns", "returns", False),
]


def heads(request, sort):
    return [head(request, sort, *column) for column in COLUMNS]


def head(request, sort, label, name, is_number):
    if not name:
        return Head(label, is_number)
    asked = request.GET.copy()
    asked["sort"] = f"-{name}" if sort == name else name
    aria = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    return Head(label, is_number, f"?{asked.urlencode()}", aria)
