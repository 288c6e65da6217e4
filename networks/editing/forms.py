"""One form for each part of a group's page."""

from django import forms

from ccpl_portal.organisations.models import Place
from ccpl_portal.people.finding import PersonField
from ccpl_portal.strategy.models import Principle, PriorityArea, Tag
from ccpl_portal.ui.forms import DateField, ModelForm
from networks.groups.models import Group

LONGEST_PURPOSE = 5000
WAYS_IN = [choice for choice in Group.Visibility.choices if choice[0] != Group.Visibility.HIDDEN]


class PurposeForm(ModelForm):
    heading = "purpose"
    purpose = forms.CharField(
        label="Why the group exists, and what people may bring to it",
        help_text="The first paragraph is shown in lists. Markdown is understood",
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={
            "required": "Enter why the group exists",
            "max_length": "Shorten the purpose to 5,000 characters",
        },
    )

    class Meta:
        model = Group
        fields = ["purpose"]


class ContactForm(ModelForm):
    heading = "contact"

    mailbox = forms.EmailField(
        label="Role mailbox",
        required=False,
        help_text="An address that stays when people change. Everybody sees it",
        error_messages={"invalid": "Enter an email address such as network@example.org"},
    )
    executive_sponsor = PersonField(
        label="Executive through whom the group reaches the board",
        required=False,
        help_text="A name from the directory",
    )

    class Meta:
        model = Group
        fields = ["mailbox", "executive_sponsor"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["executive_sponsor"].user = user
        self.initial["executive_sponsor"] = self.instance.executive_sponsor


class JoiningForm(ModelForm):
    heading = "how to join"

    visibility = forms.ChoiceField(
        label="How people come to belong",
        choices=WAYS_IN,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select how people come to belong",
            "invalid_choice": "Select how people come to belong",
        },
    )

    class Meta:
        model = Group
        fields = ["visibility"]


class RhythmForm(ModelForm):
    heading = "when the group meets"

    class Meta:
        model = Group
        fields = ["rhythm"]
        error_messages = {"rhythm": {"max_length": "Shorten the rhythm to 120 characters"}}


class ScopeForm(ModelForm):
    """Where the group works and what it serves; tags of other kinds stay as they are."""

    heading = "what the group covers"

    places = forms.ModelMultipleChoiceField(
        queryset=Place.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.ModelMultipleChoiceField(
        label="Priority areas",
        queryset=PriorityArea.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    principles = forms.ModelMultipleChoiceField(
        queryset=Principle.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Group
        fields = ["level", "places"]
        labels = {"level": "Level at which it works"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tags = self.instance.tags.all()
        self.initial["areas"] = [tag.pk for tag in tags if tag.kind == Tag.Kind.PRIORITY_AREA]
        self.initial["principles"] = [tag.pk for tag in tags if tag.kind == Tag.Kind.PRINCIPLE]

    def _save_m2m(self):
        super()._save_m2m()
        others = [
            tag
            for tag in self.instance.tags.all()
            if tag.kind not in {Tag.Kind.PRIORITY_AREA, Tag.Kind.PRINCIPLE}
        ]
        chosen = [*self.cleaned_data["areas"], *self.cleaned_data["principles"]]
        self.instance.tags.set([*others, *chosen])


class QuorumForm(ModelForm):
    heading = "quorum"

    quorum = forms.IntegerField(
        label="How many voting members make a meeting quorate",
        required=False,
        min_value=1,
        max_value=500,
        help_text="Leave empty when there is no such number",
        error_messages={
            "invalid": "Enter a whole number",
            "min_value": "Enter 1 or more",
            "max_value": "Enter 500 or fewer",
        },
    )

    class Meta:
        model = Group
        fields = ["quorum"]


class ReviewForm(ModelForm):
    heading = "review date"

    review_on = DateField(
        label="When the group looks at whether it is still needed",
        required=False,
        help_text="Its leads are reminded four weeks before",
    )

    class Meta:
        model = Group
        fields = ["review_on"]


PARTS = {
    "purpose": PurposeForm,
    "contact": ContactForm,
    "joining": JoiningForm,
    "rhythm": RhythmForm,
    "scope": ScopeForm,
    "quorum": QuorumForm,
    "review": ReviewForm,
}


def form_for(part, group, *, data, user):
    form_class = PARTS[part]
    given = {"user": user} if form_class is ContactForm else {}
    return form_class(data, instance=group, **given)


def parts_of(group):
    """The parts of this group's page: nobody joins a forum or a hidden group by themselves."""
    joins = not group.kind.is_forum and not group.is_hidden
    return [part for part in PARTS if part != "joining" or joins]
