"""Values in the measure's own unit: 80.1%, 0.43, 12,305."""


def in_words(measure, value):
    if value is None:
        return ""
    value = float(value)
    if measure.kind == measure.Kind.PROPORTION:
        return f"{tidy(value * 100 / float(measure.multiplier), 1)}%"
    return tidy(value, 2 if measure.kind == measure.Kind.RATE else 1)


def tidy(value, places, group=","):
    words = f"{value:{group}.{places}f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def unit(measure):
    """What a rate is for: "per 1,000 occupied bed days"."""
    if measure.kind != measure.Kind.RATE:
        return ""
    return (
        f"per {tidy(float(measure.multiplier), 3)} {lower_first(measure.denominator_words)}".strip()
    )


def lower_first(words):
    return words[:1].lower() + words[1:]
