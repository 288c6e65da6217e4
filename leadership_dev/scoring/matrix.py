"""All scores of a role by reference: what a coordinator files to show how it was decided."""


def header(members, criteria):
    columns = [
        f"{criterion.name}: scorer {number}"
        for criterion in criteria
        for number, _ in enumerate(members, start=1)
    ]
    agreed = [f"{criterion.name}: agreed" for criterion in criteria]
    return ["Reference", "Rank", *columns, *agreed, "Mean %", "For ranking %", "Essential %",
            "Meets essential", "Outcome", "Why"]  # fmt: skip


def rows(members, criteria, lines):
    # One who sits on the panel as well is not told of an application that a conflict closes.
    for line in (line for line in lines if not line.is_hidden):
        given = dict(zip(line.judged.scorers, line.judged.sheets, strict=True))
        yield [
            line.reference,
            line.rank,
            *(given.get(member.pk, {}).get(criterion.pk)
              for criterion in criteria for member in members),
            *(line.judged.agreed.get(criterion.pk) for criterion in criteria),
            line.originals,
            line.overall,
            line.on_essential,
            "yes" if line.meets_essential else "no",
            line.outcome,
            line.why,
        ]  # fmt: skip
