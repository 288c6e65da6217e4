from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError

from ccpl_portal.ui.forms import DateField, Form, ModelForm, TimeField
from governance.customs.rhythm import london
from governance.meetings.items import NARROWING, AgendaItem
from governance.meetings.models import Meeting
from governance.meetings.words import Purpose, Visibility

from .arranging import narrower
from .models import ItemRequest


class MeetingForm(ModelForm):
    """When and where a group meets, in London time."""

    day = DateField(label="Date", error_messages={"required": "Enter the date of the meeting"})
    begins = TimeField(
        label="Begins", error_messages={"required": "Enter the time at which it begins"}
    )
    ends = TimeField(
        label="Ends",
        help_text="For example, 4pm",
        error_messages={"required": "Enter the time at which it ends"},
    )

    class Meta:
        model = Meeting
        fields = ["title", "purpose", "place", "online_link", "visibility"]
        labels = {
            "title": "Name of this meeting, when it differs from the group’s",
            "purpose": "What this meeting is about",
            "online_link": "Link to the call",
            "visibility": "Who may know of it",
        }
        help_texts = {"online_link": "Shown to members and to the programme team only"}
        error_messages = {
            "visibility": {"required": "Select who may know of the meeting"},
        }
        widgets = {"visibility": forms.RadioSelect}

    def clean(self):
        cleaned = super().clean()
        moments = {name: self.moment(cleaned, name) for name in ["begins", "ends"]}
        if all(moments.values()):
            self.instance.starts_at, self.instance.ends_at = moments.values()
            if moments["ends"] <= moments["begins"]:
                self.add_error("ends", "Enter an end that is after the start")
            elif self.is_taken():
                self.add_error("day", "This group already has a meeting at that time")
        return cleaned

    def moment(self, cleaned, name):
        if not cleaned.get("day") or not cleaned.get(name):
            return None
        try:
            return london(cleaned["day"], cleaned[name])
        except ValidationError as refused:
            self.add_error(name, refused)
            return None

    def is_taken(self):
        same = Meeting.objects.filter(group=self.instance.group, starts_at=self.instance.starts_at)
        return same.exclude(pk=self.instance.pk).exists()

    def _post_clean(self):
        # Times that were refused above must not meet the database's own promises again.
        if not self.errors:
            super()._post_clean()


class RowForm(ModelForm):
    """One line of an agenda, edited in its place."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    presenter = forms.CharField(required=False, max_length=120)

    class Meta:
        model = AgendaItem
        fields = [
            "title",
            "minutes_allotted",
            "purpose",
            "visibility",
            "presenter_email",
            "paper_expected",
            "recurring",
            "keep_on_agenda",
        ]
        labels = {
            "visibility": "Who may read it",
            "minutes_allotted": "Minutes",
            "presenter_email": "Presenter’s e-mail address",
            "paper_expected": "A paper belongs to it",
            "recurring": "Put it on each agenda",
            "keep_on_agenda": "Keep it on the agenda until it is done",
        }
        error_messages = {
            "title": {"required": "Enter the words of this item"},
            "visibility": {"required": "Select who may read it"},
            "minutes_allotted": {
                "invalid": "Enter the minutes as a number",
                "min_value": "Enter 1 minute or more",
            },
            "presenter_email": {"invalid": "Enter an address like name@nhs.net"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        item = self.instance
        self.initial |= {"presenter": item.presenter_name, "seen": fingerprint(item)}
        self.fields["minutes_allotted"].min_value = 1
        self.fields["purpose"].choices = [("", "Purpose"), *Purpose.choices]
        if item.parent:
            most = NARROWING.index(item.parent.visibility)
            self.fields["visibility"].choices = Visibility.choices[most:]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = WIDGETS.get(name, "nhsuk-input")
        self.fields["presenter"].widget.attrs |= {
            "list": "presenters",
            "autocomplete": "off",
            "placeholder": "Presenter",
        }
        self.fields["minutes_allotted"].widget = forms.TextInput(
            {
                "class": "nhsuk-input portal-number",
                "inputmode": "numeric",
                "maxlength": 3,
                "placeholder": "Min",
            }
        )

    def clean_minutes_allotted(self):
        minutes = self.cleaned_data["minutes_allotted"]
        if minutes is not None and not 1 <= minutes <= 600:
            raise ValidationError("Enter minutes from 1 to 600")
        return minutes

    def clean_visibility(self):
        visibility, above = self.cleaned_data["visibility"], self.instance.parent
        if above and narrower(visibility, above.visibility) != visibility:
            raise ValidationError("Choose no more readers than the item above it has")
        return visibility


WIDGETS = {
    "purpose": "nhsuk-select",
    "visibility": "nhsuk-select",
    "paper_expected": "nhsuk-checkboxes__input",
    "recurring": "nhsuk-checkboxes__input",
    "keep_on_agenda": "nhsuk-checkboxes__input",
}


def fingerprint(item):
    """A short print of a line as somebody saw it, so that a later change is not written over."""
    values = [str(getattr(item, name)) for name in RowForm.Meta.fields] + [item.presenter_name]
    return sha256(repr(values).encode()).hexdigest()[:12]


class PasteForm(Form):
    text = forms.CharField(
        label="Your agenda as text",
        help_text="From Word, an e-mail or a table. “1.1” or an indent puts a line under the one"
        " above; brackets such as (Dr Patel, 10 mins) become presenter and minutes",
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={
            "required": "Paste or enter the lines of your agenda",
            "max_length": "Paste 40,000 characters or fewer",
        },
    )


class RequestForm(ModelForm):
    class Meta:
        model = ItemRequest
        fields = ["title", "why", "purpose", "minutes"]
        labels = {
            "title": "The matter in a few words",
            "why": "Why the group should take it up",
            "purpose": "What the group should do",
            "minutes": "How many minutes it needs",
        }
        help_texts = {"title": "As it could stand on the agenda"}
        widgets = {"why": forms.Textarea(attrs={"rows": 5}), "purpose": forms.RadioSelect}
        error_messages = {
            "title": {"required": "Enter the matter in a few words"},
            "why": {
                "required": "Enter why the group should take it up",
                "max_length": "Shorten the reason to 2,000 characters",
            },
            "purpose": {"required": "Select what the group should do"},
            "minutes": {"invalid": "Enter the minutes as a number"},
        }


class DeclineForm(Form):
    answer = forms.CharField(
        label="Why it is not taken up",
        help_text="Sent to the person who asked",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter why, so that the person knows what to do instead",
            "max_length": "Shorten the words to 2,000 characters",
        },
    )
