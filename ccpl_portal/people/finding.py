"""Who is meant by what a lead typed: a whole name, an e-mail address, or a part of a name."""

from django import forms
from django.db.models import Q

from .models import Person

MOST = 5


def people_called(text, user):
    """The people that this reader may see and who fit; a whole name or address wins."""
    seen = Person.objects.select_related("profession", "organisation")
    if "@" in text:
        return list(seen.filter(Q(email__iexact=text) | Q(user__email__iexact=text))[: MOST + 1])
    seen = seen.visible_to(user)
    whole = list(seen.filter(name__iexact=text)[: MOST + 1])
    if whole:
        return whole
    for word in text.split():
        seen = seen.filter(name__icontains=word)
    return list(seen.order_by("name")[: MOST + 1])


class PersonField(forms.CharField):
    """One box for a name or an address; its value is the person."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    default_error_messages = {
        "unknown": "Nobody of that name is in the directory. Check it, or invite them by email",
        "several": "Several people fit: {names}. Enter the whole name or an email address",
    }

    def __init__(self, **options):
        options.setdefault("max_length", 254)
        options.setdefault("help_text", "A name or an email address")
        super().__init__(**options)
        self.user = None

    def prepare_value(self, value):
        return value.name if isinstance(value, Person) else value

    def clean(self, value):
        text = " ".join(super().clean(value).split())
        if not text:
            return None
        found = people_called(text, self.user)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        names = ", ".join(described(person) for person in found[:MOST])
        names += " and others" if len(found) > MOST else ""
        raise forms.ValidationError(
            self.error_messages["several"].format(names=names), code="several"
        )


def described(person):
    return f"{person.name} ({person.organisation})" if person.organisation else person.name
