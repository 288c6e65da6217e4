"""One page with every piece of furniture on it, for the tests that look at it."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import include, path

from ccpl_portal.accounts.models import User
from ccpl_portal.ui.forms import DateField, Form, TimeField

KINDS = [
    ("network", "Clinical network"),
    ("forum", "Forum"),
    ("community", "Community of practice"),
]
PLACES = [("north", "Warwickshire North"), ("rugby", "Rugby"), ("south", "South Warwickshire")]


class GroupForm(Form):
    name = forms.CharField(
        label="Name of the group",
        help_text="As people say it, for example Respiratory clinical network",
        error_messages={"required": "Enter the name of the group"},
    )
    email = forms.EmailField(
        label="Mailbox", error_messages={"required": "Enter the group's e-mail address"}
    )
    purpose = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the purpose of the group"},
    )
    kind = forms.ChoiceField(
        choices=[("", "Choose a kind"), *KINDS], error_messages={"required": "Choose a kind"}
    )
    visibility = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("open", "Anyone may join"), ("request", "People ask to join")],
        error_messages={"required": "Choose who may join"},
    )
    places = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=PLACES,
        error_messages={"required": "Choose at least one place"},
    )
    agreed = forms.BooleanField(
        label="The sponsor agrees", error_messages={"required": "Confirm that the sponsor agrees"}
    )
    begins = DateField(
        label="First meeting", error_messages={"required": "Enter the date of the first meeting"}
    )
    at = TimeField(
        label="Start time", error_messages={"required": "Enter the time that the meeting starts"}
    )
    seats = forms.IntegerField(label="Seats", required=False)
    terms = forms.FileField(
        label="Terms of reference", error_messages={"required": "Choose the terms of reference"}
    )
    password = forms.CharField(
        widget=forms.PasswordInput, error_messages={"required": "Enter your password"}
    )


class GroupFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="keep")
    kind = django_filters.ChoiceFilter(
        choices=KINDS, label="Kind", empty_label="Any kind", method="keep"
    )
    place = django_filters.MultipleChoiceFilter(
        choices=PLACES, label="Place", widget=forms.CheckboxSelectMultiple, method="keep"
    )

    class Meta:
        model = User
        fields = []

    def keep(self, queryset, name, value):
        return queryset


class Made:
    is_example = True


def furniture(request):
    if "q" in request.GET:
        request.COOKIES.setdefault("messages", "")
        messages.success(request, "You have joined the Respiratory clinical network")
        messages.info(request, "The next meeting has moved to midday")
        messages.error(request, "The file could not be read")
    page = Paginator(range(1, 240), 20).page(int(request.GET.get("page", 3)))
    data = request.POST if request.method == "POST" else None
    form = GroupForm(data, initial={"kind": "forum"})
    found = GroupFilter(request.GET, queryset=User.objects.none())
    context = {"page": page, "form": form, "found": found, "made": Made(), "rows": ROWS}
    return render(request, "furniture.html", context)


ROWS = [
    ("Chair", "Dr Amara Example"),
    ("Place", "Warwickshire North"),
    ("Mailbox", "respiratory@demo.example", "/mailbox/", "Change"),
]

urlpatterns = [
    path("furniture/", furniture, name="furniture"),
    path("accounts/", include("allauth.urls")),
]
