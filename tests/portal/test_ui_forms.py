"""Forms say what to do, in the look of the NHS."""

from datetime import date, time

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Button, Div, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from ccpl_portal.accounts.models import User
from ccpl_portal.ui.forms import DateField, Form, ModelForm, TimeField

from .furniture import GroupForm


def test_a_required_field_without_words_of_its_own_is_refused_when_the_form_is_written():
    with pytest.raises(ImproperlyConfigured, match=r"SilentForm.name needs error_messages"):

        class SilentForm(Form):
            name = forms.CharField()


def test_a_model_form_is_held_to_the_same():
    with pytest.raises(ImproperlyConfigured, match=r"SilentUserForm.name needs error_messages"):

        class SilentUserForm(ModelForm):
            class Meta:
                model = User
                fields = ["name"]


def test_words_in_meta_and_optional_fields_are_enough():
    class UserForm(ModelForm):
        nickname = forms.CharField(required=False)

        class Meta:
            model = User
            fields = ["name"]
            error_messages = {"name": {"required": "Enter your name"}}

    form = UserForm({"name": ""})

    assert form.errors == {"name": ["Enter your name"]}


def draw(source, **context):
    return Template("{% load ui crispy_forms_tags %}" + source).render(Context(context))


def test_the_summary_links_each_error_to_the_first_control_of_its_field():
    form = GroupForm({})

    html = draw("{% error_summary form %}", form=form)

    assert "There is a problem" in html
    for link in ['href="#id_name"', 'href="#id_visibility"', 'href="#id_begins-day"']:
        assert html.count(link) == 1
    drawn = draw("{{ form|crispy }}", form=form)
    targets = [part.split('"')[0] for part in html.split('href="#')[1:]]
    assert len(targets) == 11
    assert [target for target in targets if f'id="{target}"' not in drawn] == []


def test_a_form_without_errors_has_no_summary():
    assert draw("{% error_summary form %}", form=GroupForm()) == ""


def test_an_error_is_said_beside_its_field_and_tied_to_it():
    html = draw("{% field form.name %}", form=GroupForm({}))

    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert "Enter the name of the group" in html


def test_optional_fields_say_so_and_required_ones_do_not():
    form = GroupForm()

    assert "Seats (optional)" in draw("{% field form.seats %}", form=form)
    assert "(optional)" not in draw("{% field form.name %}", form=form)


def test_what_was_typed_comes_back_after_an_error():
    form = GroupForm(
        {
            "name": '"><script>alert(1)</script>',
            "visibility": "request",
            "places": ["rugby", "south"],
            "kind": "network",
            "begins_day": "31",
            "begins_month": "2",
            "begins_year": "2026",
            "at": "half past",
        }
    )

    html = draw("{{ form|crispy }}", form=form)

    assert "<script>" not in html
    assert html.count(" checked") == 3
    assert '<option value="network" selected>' in html
    assert 'value="31"' in html
    assert 'value="half past"' in html
    assert form.errors["begins"] == [
        "Enter a real date with a day, a month and a year, like 15 6 2026"
    ]
    assert form.errors["at"] == ["Enter a time like 9:10am, 2pm or 14:30"]


class VisitForm(Form):
    on = DateField(label="Date", error_messages={"required": "Enter the date"})
    at = TimeField(label="Time", error_messages={"required": "Enter the time"})


def test_a_date_in_three_boxes_and_a_time_in_words_are_read():
    form = VisitForm({"on_day": "5", "on_month": "May", "on_year": "2026", "at": "9:10am"})

    assert form.is_valid()
    assert form.cleaned_data == {"on": date(2026, 5, 5), "at": time(9, 10)}


def test_a_stored_date_and_time_are_shown_as_people_type_them():
    form = VisitForm(initial={"on": date(2026, 5, 5), "at": time(14)})

    html = draw("{{ form|crispy }}", form=form)

    assert 'id="id_on-month"' in html
    assert 'value="2026"' in html
    assert 'value="2pm"' in html


def test_an_unchanged_date_is_not_a_change():
    data = {"on_day": "5", "on_month": "5", "on_year": "2026", "at": "2pm"}
    form = VisitForm(data, initial={"on": date(2026, 5, 5), "at": time(14)})

    assert form.changed_data == []


def test_empty_boxes_ask_in_the_forms_own_words():
    form = VisitForm({"on_day": "", "on_month": "", "on_year": "", "at": " "})

    assert form.errors == {"on": ["Enter the date"], "at": ["Enter the time"]}


def test_crispy_draws_the_whole_form_with_its_token_and_buttons():
    html = draw("{% crispy form %}", form=VisitForm(), csrf_token="a-token")

    assert html.count("<form") == 1
    assert 'value="a-token"' in html
    assert html.count("nhsuk-form-group") >= 2


def test_crispy_draws_fieldsets_groups_and_buttons_of_a_layout():
    form = VisitForm()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("When <b>we</b> meet", Div("on", css_class="portal-when")), "at"
    )
    form.helper.add_input(Submit("deed", "Book"))
    form.helper.add_input(Button("later", "Later"))

    html = draw("{% crispy form %}", form=form, csrf_token="a-token")

    assert html.count('class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m"') == 1
    assert 'class="portal-when"' in html
    assert html.index("portal-when") < html.index('id="id_at"')
    assert 'type="submit" name="deed" value="Book"' in html
    assert 'class="nhsuk-button nhsuk-button--secondary" type="button"' in html


def test_crispy_draws_every_form_of_a_set():
    visits = forms.formset_factory(VisitForm, extra=2)()

    html = draw("{{ visits|crispy }}", visits=visits)
    whole = draw("{% crispy visits helper %}", visits=visits, helper=FormHelper(), csrf_token="t")

    for drawn in (html, whole):
        assert 'name="form-TOTAL_FORMS"' in drawn
        assert 'name="form-0-at"' in drawn
        assert 'name="form-1-on_month"' in drawn
    assert whole.count("<form") == 1
