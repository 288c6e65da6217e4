from dataclasses import dataclass

from django import forms

from ccpl_portal.packs.faults import Wrong
from ccpl_portal.ui.forms import Form
from quality.measures.words import in_words

from .checks import check_draft, check_figures, refuse_patients, whole_number
from .models import Return
from .past import far_outside

# The words of a draft are those that would be sent.
SAYS_WHY_NOT = [Return.State.CANNOT, Return.State.DRAFT]
BACK = "Enter what was corrected, or why the figures are right"


@dataclass
class Line:
    """One measure on the page: its boxes, what was said last, and the month before."""

    measure: object
    numerator: object
    denominator: object
    cannot: object
    newest: Return | None
    before: Return | None
    draft: Return | None

    @property
    def before_in_words(self):
        if self.before is None:
            return "Nothing"
        return in_words(self.measure, self.before.value) or "Nothing to divide by"


class TakeBackForm(Form):
    reason = forms.CharField(
        label="Why it is taken back",
        max_length=300,
        error_messages={
            "required": "Enter why it is taken back",
            "max_length": "Shorten it to 300 characters",
        },
    )

    def clean_reason(self):
        try:
            refuse_patients(self.cleaned_data["reason"], "reason")
        except Wrong as wrong:
            raise forms.ValidationError(wrong.reason) from None
        return self.cleaned_data["reason"]


class SetReturnForm(Form):
    """Every measure of a set for one organisation and one month, on one page."""

    quality = forms.ChoiceField(
        label="These figures are",
        choices=[("final", "Final"), ("provisional", "Provisional: they may still change")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the figures are final or provisional"},
    )
    note = forms.CharField(
        label="Notes (optional)",
        help_text="Do not write anything that could identify a patient",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label="Why the figures change",
        required=False,
        max_length=300,
    )
    sure = forms.BooleanField(label="These figures are right", required=False)

    def __init__(self, data, *, measures, newest, drafts, before, past, sent_back=None):
        super().__init__(data, initial={"quality": "final"})
        self.measures, self.newest, self.before, self.past = measures, newest, before, past
        self.sent_back, self.drafts = sent_back, drafts
        self.is_draft = data is not None and data.get("deed") == "draft"
        self.warnings = []
        self.changes = []
        for measure in measures:
            said = drafts.get(measure.pk) or newest.get(measure.pk)
            figures = [("numerator", measure.numerator_words or "Numerator")]
            if measure.has_denominator:
                figures.append(("denominator", measure.denominator_words or "Denominator"))
            for name, label in figures:
                self.fields[f"{measure.pk}-{name}"] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=30,
                    initial=getattr(said, name, None) if said else None,
                    widget=forms.TextInput(
                        attrs={"inputmode": "numeric", "class": "nhsuk-input--width-10"}
                    ),
                )
            self.fields[f"{measure.pk}-cannot"] = forms.CharField(
                label="Or say why you cannot report it",
                required=False,
                max_length=300,
                initial=said.reason if said and said.state in SAYS_WHY_NOT else "",
            )
        # What an executive signs off is provisional until then.
        self.needs_sign_off = any(measure.set.needs_sign_off for measure in measures)
        if self.needs_sign_off:
            del self.fields["quality"]
        if not newest:
            del self.fields["reason"]
        elif sent_back:
            self.fields["reason"].label = "What was corrected, or why the figures are right"

    def lines(self):
        for measure in self.measures:
            denominator = f"{measure.pk}-denominator"
            yield Line(
                measure,
                self[f"{measure.pk}-numerator"],
                self[denominator] if denominator in self.fields else None,
                self[f"{measure.pk}-cannot"],
                self.newest.get(measure.pk),
                self.before.get(measure.pk),
                self.drafts.get(measure.pk),
            )

    def clean(self):
        said = super().clean()
        for name, words in list(said.items()):
            if isinstance(words, str):
                self.refuse_patients(words, name)
        for measure in self.measures:
            self.read(measure, said)
        if self.errors:
            return said
        if not self.changes and (self.is_draft or not self.newest):
            raise forms.ValidationError("Enter a figure, or say why you cannot report it")
        if not self.changes:
            raise forms.ValidationError("Nothing has changed since what was sent last")
        return said if self.is_draft else self.judge(said)

    def judge(self, said):
        """What is sent, and not only kept, needs its reason and a second look."""
        if any(m.pk in self.newest for m, *_ in self.changes) and not said.get("reason"):
            self.add_error("reason", BACK if self.sent_back else "Enter why the figures change")
        if self.warnings and not said.get("sure"):
            self.add_error("sure", "Look at the figures again, and tick the box if they are right")
        return said

    def refuse_patients(self, words, name):
        try:
            refuse_patients(words, name)
        except Wrong as wrong:
            self.add_error(name, wrong.reason)

    def read(self, measure, said):
        cannot = said.get(f"{measure.pk}-cannot", "")
        try:
            numerator = whole_number(said.get(f"{measure.pk}-numerator", ""), "numerator")
            denominator = whole_number(said.get(f"{measure.pk}-denominator", ""), "denominator")
            if cannot:
                if numerator is not None or denominator is not None:
                    raise Wrong("Enter figures or a reason, not both", "cannot")
            elif numerator is None and denominator is None:
                return
            else:
                check = check_draft if self.is_draft else check_figures
                check(measure.kind, numerator, denominator)
        except Wrong as wrong:
            self.add_error(f"{measure.pk}-{wrong.column}", wrong.reason)
            return
        if not self.is_as_before(measure, numerator, denominator, cannot, said):
            self.changes.append((measure, numerator, denominator, cannot))
            if not cannot:
                self.warn(measure, numerator, denominator)

    def is_as_before(self, measure, numerator, denominator, cannot, said):
        newest = self.newest.get(measure.pk)
        # What was sent back is answered by figures, be they the same.
        if newest is None or self.sent_back:
            return False
        if cannot:
            return newest.state == Return.State.CANNOT and newest.reason == cannot
        figures = (newest.state, newest.numerator, newest.denominator)
        if figures != (Return.State.SUBMITTED, numerator, denominator):
            return False
        return self.needs_sign_off or newest.quality == said.get("quality")

    def warn(self, measure, numerator, denominator):
        past = self.past.get(measure.pk, [])
        if words := far_outside(measure, past, measure.value_of(numerator, denominator)):
            self.warnings.append(f"{measure.name}: {words}")
