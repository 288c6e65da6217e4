"""Figures that may be right and look as if they were not."""

from ccpl_portal.ui.dates import month

LOOK_BACK = 12
ENOUGH = 6
FAR = 2
# Small numbers come out alike by chance.
LARGE = 20


def doubts(series):
    """Yield a sentence for each doubt about an organisation's newest figure."""
    told = [m for m in series.months if m.received and m.numerator is not None]
    if not told or told[-1].period != series.latest.period:
        return
    newest, earlier = told[-1], told[-1 - LOOK_BACK : -1]
    if newest.denominator is not None and len(earlier) >= ENOUGH:
        yield from unlike_the_others(newest, [m.denominator or 0 for m in earlier])
    if earlier and is_copy(newest, earlier[-1]):
        yield (
            f"The figures for {month(newest.period)} are those of {month(earlier[-1].period)}: "
            f"{newest.numerator:,} of {newest.denominator:,}."
        )


def unlike_the_others(newest, denominators):
    usual = sorted(denominators)[len(denominators) // 2]
    if usual >= LARGE and not usual / FAR <= newest.denominator <= usual * FAR:
        yield (
            f"The denominator for {month(newest.period)} is {newest.denominator:,}, where about "
            f"{usual:,} is usual."
        )


def is_copy(newest, before):
    figures = (newest.numerator, newest.denominator)
    return (newest.denominator or 0) >= LARGE and figures == (before.numerator, before.denominator)
