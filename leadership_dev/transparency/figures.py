"""The tables of a year as rule SUP-1 leaves them: one source for page, CSV and print."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from leadership_dev.monitoring.models import Stage

from .nesting import publish_beside
from .suppression import STAR, publish

NOT_PUBLISHED = "Not published"
LEAST_FOR_RATIO = 8
LIKELIHOOD = "Relative likelihood of being appointed from the shortlist"
# Words, the question, and the answers of the two groups that are compared.
RATIOS = [
    (f"{LIKELIHOOD}: White compared with Black, Asian, mixed and other", "ETH", "W", "MABO"),
    (f"{LIKELIHOOD}: not disabled compared with disabled", "DISD", "N", "Y"),
]


@dataclass(frozen=True)
class Table:
    """One question: a row for each answer, a column for each stage, and what the columns add to."""

    code: str
    question: str
    rows: list
    totals: list
    is_protected: bool = True


def tables_of(year):
    """Every published question of a frozen year, in order; a follow-up comes after its question."""
    found = defaultdict(list)
    for line in year.aggregates.filter(is_published=True):
        found[line.question_position, line.question_code].append(line)
    asked = {code: lines for (_, code), lines in sorted(found.items())}
    return [table(lines, asked.get(lines[0].asked_after)) for lines in asked.values()]


def table(lines, heads=None):
    columns = columns_of(lines)
    if heads:
        columns = beside(lines, columns, heads)
    divided = {line.option_asked_after for line in lines}
    names = {head.option_code: head.option for head in heads or [] if len(divided) > 1}
    rows = [
        (words_of(line, names), [cell(column, place) for column in columns])
        for place, line in enumerate(lines)
    ]
    totals = [NOT_PUBLISHED if column.total is None else column.total for column in columns]
    first = lines[0]
    return Table(first.question_code, first.question, rows, totals, first.is_protected)


def columns_of(lines):
    return publish([[getattr(line, stage.value) for line in lines] for stage in Stage])


def beside(lines, columns, heads):
    """The columns of a follow-up that tell nothing more when read beside its question."""
    return publish_beside(
        list(zip(counts_of(heads), columns_of(heads), strict=True)),
        list(zip(counts_of(lines), columns, strict=True)),
        {line.option_code: line.option_asked_after for line in lines},
    )


def counts_of(lines):
    return [{line.option_code: getattr(line, stage.value) for line in lines} for stage in Stage]


def words_of(line, names):
    """Where a follow-up divides several answers, each part says which."""
    head = names.get(line.option_asked_after)
    return f"{head}: {line.option}" if head else line.option


def cell(column, place):
    return NOT_PUBLISHED if column.cells is None else column.cells[place]


def nearest_five(count):
    return (count + 2) // 5 * 5


def answer_rate(year):
    """Whole percent, to the nearest 5; nothing when nobody applied."""
    if not year.applications:
        return None
    share = Decimal(100) * year.responses / year.applications
    return int((share / 5).quantize(Decimal(1), ROUND_HALF_UP) * 5)


def relative_likelihood(first, second):
    """(appointed / shortlisted) of one group against another's, from rounded numbers.

    Each group is (shortlisted, appointed) in true counts; a star when one is below 8.
    """
    if min(*first, *second) < LEAST_FOR_RATIO:
        return STAR
    shortlisted_1, appointed_1, shortlisted_2, appointed_2 = map(nearest_five, [*first, *second])
    ratio = Decimal(appointed_1 * shortlisted_2) / Decimal(shortlisted_1 * appointed_2)
    return str(ratio.quantize(Decimal("0.01"), ROUND_HALF_UP))


def ratios_of(year):
    """(words, figure) of each comparison whose question was asked."""
    lines = list(year.aggregates.all())
    for words, code, first, second in RATIOS:
        asked = [line for line in lines if line.question_code == code]
        if asked:
            yield words, compared(asked, first, second)


def compared(lines, first, second):
    stages = columns_of(lines)
    if any(column.cells is None for column in stages[1:]):
        # What is not published as a column is not published as a ratio either.
        return STAR
    return relative_likelihood(numbers(lines, first), numbers(lines, second))


def numbers(lines, codes):
    group = [line for line in lines if line.option_code in codes]
    return sum(line.shortlisted for line in group), sum(line.appointed for line in group)
