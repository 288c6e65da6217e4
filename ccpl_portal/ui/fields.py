"""One form field, or the summary of what is wrong with a form, as NHS markup."""

from django import forms

from .forms import ClockInput, DateParts
from .markup import component

SMALL_LIST = 7  # more radios or checkboxes than this are drawn small


def narrows_a_list(form):
    """A filter form: everything in it is optional, so no label says so, and it is drawn small."""
    return getattr(form, "narrows_a_list", False)


def label_of(bound_field):
    told = bound_field.field.required or "optional" in str(bound_field.label).lower()
    # A draft is kept as it stands, yet most of it is needed in the end: such a form says itself
    # what is optional.
    told = told or getattr(bound_field.form, "says_what_is_optional", False)
    if told or narrows_a_list(bound_field.form):
        return bound_field.label
    return f"{bound_field.label} (optional)"


def passed_on(widget):
    """Attributes that the form gave to its widget, beside those that we set ourselves."""
    own = {"id", "class", "autocomplete", "inputmode", "spellcheck", "rows", "required"}
    return {
        name: {"value": value, "optional": True}
        for name, value in widget.attrs.items()
        if name not in own
    }


def base_params(bound_field):
    params = {
        "id": bound_field.id_for_label or bound_field.auto_id,
        "name": bound_field.html_name,
        "hint": {"text": bound_field.help_text} if bound_field.help_text else None,
        "errorMessage": ({"text": " ".join(bound_field.errors)} if bound_field.errors else None),
        "disabled": bound_field.field.disabled or None,
    }
    return {name: value for name, value in params.items() if value}


def choices_of(field):
    """The choices of a field, asked of the database once however often a page draws them."""
    if not hasattr(field, "asked"):
        choices = getattr(field, "choices", None)
        field.asked = None if choices is None else list(choices)
    return field.asked


def choices_to_draw(bound_field):
    field = bound_field.field
    return field.shown if hasattr(field, "shown") else choices_of(field)


def choice_items(bound_field, chosen):
    return [
        {"value": str(value), "text": str(words), "checked": str(value) in chosen}
        for value, words in choices_to_draw(bound_field)
        if str(value) != ""
    ]


def offers_a_choice(bound_field):
    choices = choices_of(bound_field.field)
    return choices is None or any(str(value) != "" for value, _ in choices)


def chosen_values(bound_field):
    value = bound_field.value()
    if isinstance(bound_field.field.widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return {str(item) for item in value or []}
    return {str(item) for item in value} if isinstance(value, list) else {str(value)}


def draw_choices(bound_field, label):
    widget = bound_field.field.widget
    many = isinstance(widget, forms.CheckboxSelectMultiple)
    name = "checkboxes" if many else "radios"
    params = base_params(bound_field)
    params["idPrefix"] = params.pop("id")
    items = choice_items(bound_field, chosen_values(bound_field))
    if not items:
        # A group without a box to tick: nothing to choose from in what was found.
        return ""
    return component(
        name,
        **params,
        items=items,
        small=narrows_a_list(bound_field.form) or len(items) > SMALL_LIST,
        inline="inline" in widget.attrs.get("class", ""),
        fieldset={"legend": {"text": label, "size": "s"}},
    )


def draw_tick(bound_field, label):
    params = base_params(bound_field)
    params["idPrefix"] = params.pop("id")
    hint = params.pop("hint", None)
    item = {"value": "on", "text": bound_field.label, "checked": bool(bound_field.value())}
    if hint:
        item["hint"] = hint
    return component("checkboxes", **params, items=[item])


def draw_select(bound_field, label):
    chosen = chosen_values(bound_field)
    widget = bound_field.field.widget
    items = []
    for value, words in choices_to_draw(bound_field):
        if isinstance(words, list | tuple):
            items += [(v, f"{value}: {w}") for v, w in words]
        else:
            items.append((value, words))
    attributes = passed_on(widget)
    if isinstance(widget, forms.SelectMultiple):
        attributes["multiple"] = {"value": True, "optional": True}
    return component(
        "select",
        **base_params(bound_field),
        label={"text": label},
        attributes=attributes,
        items=[
            {"value": str(value), "text": str(words), "selected": str(value) in chosen}
            for value, words in items
        ],
    )


def draw_textarea(bound_field, label):
    widget = bound_field.field.widget
    return component(
        "textarea",
        **base_params(bound_field),
        label={"text": label},
        value=bound_field.value() or "",
        rows=int(widget.attrs.get("rows", 5)) if str(widget.attrs.get("rows")) != "10" else 5,
        attributes={k: v for k, v in passed_on(widget).items() if k != "cols"},
    )


def draw_file(bound_field, label):
    return component(
        "file-upload",
        "fileUpload",
        **base_params(bound_field),
        label={"text": label},
        accept=bound_field.field.widget.attrs.get("accept"),
    )


def draw_password(bound_field, label):
    return component(
        "password-input",
        "passwordInput",
        **base_params(bound_field),
        label={"text": label},
        autocomplete=bound_field.field.widget.attrs.get("autocomplete", "current-password"),
        attributes=passed_on(bound_field.field.widget),
    )


def draw_date(bound_field, label):
    params = base_params(bound_field)
    params.pop("name")
    value = bound_field.value()
    if not isinstance(value, list | tuple):
        value = bound_field.field.widget.decompress(value)
    return component(
        "date-input",
        "dateInput",
        **params,
        fieldset={"legend": {"text": label, "size": "s"}},
        items=[
            {
                "id": f"{params['id']}-{part}",
                "name": f"{bound_field.html_name}_{part}",
                "label": part.capitalize(),
                "value": "" if typed is None else typed,
                "width": 4 if part == "year" else 2,
                "inputmode": "text" if part == "month" else "numeric",
            }
            for part, typed in zip(("day", "month", "year"), value, strict=True)
        ],
    )


def draw_input(bound_field, label):
    field, widget = bound_field.field, bound_field.field.widget
    params = base_params(bound_field)
    value = bound_field.value()
    kind = widget.input_type
    if isinstance(widget, forms.DateInput):
        # One box with the browser's own calendar; it reads and writes ISO dates.
        kind = "date"
        params["classes"] = "nhsuk-input--width-10"
    elif not isinstance(value, str):
        value = widget.format_value(value)
    if isinstance(widget, ClockInput):
        params["classes"] = "nhsuk-input--width-5"
    if kind == "number":
        # NHS service manual: type=number loses what is not a number and turns on the wheel.
        kind = "text"
        params["inputmode"] = "numeric" if isinstance(field, forms.IntegerField) else "decimal"
        params["classes"] = "nhsuk-input--width-5"
    if "inputmode" in widget.attrs:
        params["inputmode"] = widget.attrs["inputmode"]
    if "class" in widget.attrs:
        params["classes"] = widget.attrs["class"]
    if "spellcheck" in widget.attrs or kind in {"email", "url"}:
        params["spellcheck"] = False
    return component(
        "input",
        **params,
        label={"text": label},
        type=kind,
        value="" if value is None else value,
        autocomplete=widget.attrs.get("autocomplete"),
        attributes={
            name: item
            for name, item in passed_on(widget).items()
            if name not in {"min", "max", "step", "type"}
        },
    )


# The first kind that fits draws the field.
DRAWINGS = [
    (forms.CheckboxSelectMultiple | forms.RadioSelect, draw_choices),
    (forms.CheckboxInput, draw_tick),
    (forms.Select, draw_select),
    (forms.Textarea, draw_textarea),
    (forms.FileInput, draw_file),
    (forms.PasswordInput, draw_password),
    (DateParts, draw_date),
]


def draw(bound_field):
    """Return a field with its label, hint and error; a hidden field is only its input."""
    if bound_field.is_hidden:
        return bound_field.as_widget()
    widget = bound_field.field.widget
    drawing = next((draw for kind, draw in DRAWINGS if isinstance(widget, kind)), draw_input)
    return drawing(bound_field, label_of(bound_field))


def first_control(bound_field):
    """The id that a link in the error summary jumps to."""
    if isinstance(bound_field.field.widget, DateParts):
        return f"{bound_field.auto_id}-day"
    return bound_field.id_for_label or bound_field.auto_id


def error_summary(form):
    """Return the list of what is wrong, each line a link to its field; nothing when all is well."""
    if not form.errors:
        return ""
    problems = [{"text": error} for error in form.non_field_errors()]
    for bound_field in form:
        problems += [
            {"text": error, "href": f"#{first_control(bound_field)}"}
            for error in bound_field.errors
        ]
    return component(
        "error-summary", "errorSummary", heading="There is a problem", errorList=problems
    )
