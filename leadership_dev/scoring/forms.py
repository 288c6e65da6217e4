from django import forms

from ccpl_portal.ui.forms import Form

from .actions import EXPLAINED

ABSTAIN = "abstain"
SCORES = [str(score) for score in range(5)]


class Later:
    """Asked for now and demanded when the sheet is submitted, so its label says no "optional"."""

    def validate(self, value):
        if value not in self.empty_values:
            super().validate(value)


class ScoreField(Later, forms.ChoiceField):
    pass


class CommentField(Later, forms.CharField):
    pass


class SheetForm(Form):
    """One line for each criterion. Saving demands nothing; submitting demands all of it."""

    def __init__(self, *args, criteria, answers, kept, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.lines = []
        for criterion in criteria:
            score = kept.get(criterion.pk)
            self.add_line(criterion, answers.get(criterion.pk, ""), score)

    def add_line(self, criterion, answer, score):
        anchors = [
            (str(anchor.score), f"{anchor.score} {anchor.word}: {anchor.text}")
            for anchor in criterion.anchors.all()
        ]
        given, comment = f"score_{criterion.pk}", f"comment_{criterion.pk}"
        self.fields[given] = ScoreField(
            label="Your score",
            choices=[*anchors, (ABSTAIN, "I cannot judge this")],
            widget=forms.RadioSelect,
            initial=initial_of(score),
            error_messages={"invalid_choice": "Choose a score from 0 to 4"},
        )
        self.fields[comment] = CommentField(
            label="Why",
            help_text="Needed for 0, 1 and 4. The applicant may read this",
            max_length=2000,
            initial=score.comment if score else "",
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": "Shorten the comment to 2,000 characters"},
        )
        self.lines.append(
            {
                "criterion": criterion,
                "answer": answer,
                "score": self[given],
                "comment": self[comment],
            }
        )

    def entered(self):
        """{criterion: (score, abstains, comment)} of what was typed."""
        found = {}
        for criterion in self.criteria:
            given = self.cleaned_data.get(f"score_{criterion.pk}", "")
            comment = self.cleaned_data.get(f"comment_{criterion.pk}", "")
            found[criterion] = (
                int(given) if given in SCORES else None,
                given == ABSTAIN,
                comment,
            )
        return found

    def demand_all(self):
        """Add an error at each line that is not complete; True when there is none."""
        for criterion, (score, abstains, comment) in self.entered().items():
            if score is None and not abstains:
                self.add_error(
                    f"score_{criterion.pk}",
                    f"Score “{criterion.name}”, or say that you cannot judge it",
                )
            elif score in EXPLAINED and not comment.strip():
                self.add_error(
                    f"comment_{criterion.pk}", f"Enter why you gave “{criterion.name}” a {score}"
                )
        return not self.errors


def initial_of(score):
    if score is None:
        return None
    return ABSTAIN if score.abstains else score.score


class ReasonForm(Form):
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter a reason",
            "max_length": "Shorten it to 1,000 characters",
        },
    )


class OrderForm(ReasonForm):
    """A place for each application that the figures leave level."""

    def __init__(self, *args, level, **kwargs):
        super().__init__(*args, **kwargs)
        self.level = level
        places = [(number, number) for number in range(1, len(level) + 1)]
        for number, line in enumerate(level, start=1):
            self.fields[f"place_{line.reference}"] = forms.TypedChoiceField(
                label=f"Place of {line.reference}",
                choices=places,
                initial=number,
                coerce=int,
                error_messages={
                    "required": f"Choose a place for {line.reference}",
                    "invalid_choice": f"Choose a place for {line.reference}",
                },
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def places(self):
        """{reference: place}, as far as they were given."""
        names = {line.reference: f"place_{line.reference}" for line in self.level}
        return {reference: self.cleaned_data.get(name) for reference, name in names.items()}

    def clean(self):
        cleaned = super().clean()
        given = [place for place in self.places().values() if place]
        if len(set(given)) != len(given):
            raise forms.ValidationError("Give each application a place of its own")
        return cleaned

    def in_order(self):
        places = self.places()
        level = sorted(self.level, key=lambda line: places[line.reference])
        return [line.application for line in level]


class AgreeForm(Form):
    score = forms.ChoiceField(
        label="The panel’s score",
        choices=[(score, score) for score in SCORES],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        error_messages={
            "required": "Choose the score that the panel agreed on",
            "invalid_choice": "Choose a score from 0 to 4",
        },
    )
    reason = forms.CharField(
        label="Why",
        help_text="Needed when nobody had given this score",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Shorten the reason to 1,000 characters"},
    )


class CutLineForm(Form):
    percentage = forms.DecimalField(
        label="Shortlist from this percentage",
        min_value=0,
        max_value=100,
        decimal_places=1,
        error_messages={
            "required": "Enter the percentage from which applications are shortlisted",
            "invalid": "Enter a number from 0 to 100, such as 62.5",
            "min_value": "Enter a number from 0 to 100",
            "max_value": "Enter a number from 0 to 100",
            "max_decimal_places": "Enter a number with one decimal at most",
        },
    )
    reserve_from = forms.DecimalField(
        label="Reserve list from this percentage",
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=1,
        error_messages={
            "invalid": "Enter a number from 0 to 100, such as 55",
            "min_value": "Enter a number from 0 to 100",
            "max_value": "Enter a number from 0 to 100",
            "max_decimal_places": "Enter a number with one decimal at most",
        },
    )
    reason = forms.CharField(
        label="Why the line is drawn there",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why the line is drawn there",
            "max_length": "Shorten the reason to 1,000 characters",
        },
    )

    def clean(self):
        cleaned = super().clean()
        line, reserve = cleaned.get("percentage"), cleaned.get("reserve_from")
        if line is not None and reserve is not None and reserve >= line:
            self.add_error("reserve_from", "Enter a percentage below that of the shortlist")
        return cleaned
