"""The parts of a draft, one thing a page. Saved as they stand, at any time."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from . import actions
from .forms import AboutForm, AnswerForm, DeclarationForm, NeedsForm, PeopleForm
from .models import Answer
from .sections import words_in
from .traces import found_in, known_strings
from .views import ROOM, own_or_404

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def part(request, public_id, template, form_of, write, **context):
    """Show a part and keep what is typed; whatever is missing is said when it is sent."""
    application = own_or_404(request, public_id)
    if request.method != "POST" and not application.is_draft:
        return redirect(application)
    form = form_of(request.POST if request.method == "POST" else None, application)
    if form.is_valid():
        actions.save_part(application=application, write=lambda locked: write(form, locked))
        return redirect(request.path if "stay" in request.POST else application)
    context |= {"application": application, "role": application.role, "form": form}
    return render(request, f"{ROOM}/{template}.html", context)


@login_required
@require_http_methods(READ_AND_WRITE)
def about(request, public_id):
    return part(
        request,
        public_id,
        "part",
        lambda data, application: AboutForm(data, instance=application.identity),
        lambda form, application: form.save(),
        heading="About you",
        hint="The panel reads none of this before the interviews.",
    )


@login_required
@require_http_methods(READ_AND_WRITE)
def people(request, public_id):
    return part(
        request,
        public_id,
        "part",
        lambda data, application: PeopleForm(data, instance=application.identity),
        lambda form, application: form.save(),
        heading="Line manager and referees",
        hint="Whoever you name here is kept from scoring your application. Referees are written"
        " to only when you are offered the role.",
    )


@login_required
@require_http_methods(READ_AND_WRITE)
def needs(request, public_id):
    def form_of(data, application):
        chosen = {True: "yes", False: "no", None: ""}[application.wants_guarantee]
        return NeedsForm(data, instance=application.adjustment, initial={"guarantee": chosen})

    def write(form, application):
        form.save()
        application.wants_guarantee = {"yes": True, "no": False}.get(form.cleaned_data["guarantee"])

    return part(
        request,
        public_id,
        "part",
        form_of,
        write,
        heading="Adjustments and guaranteed interview",
        hint="The recruitment coordinator alone reads what you need. It plays no part in scoring.",
    )


@login_required
@require_http_methods(READ_AND_WRITE)
def declaration(request, public_id):
    def write(form, application):
        application.declared_true = form.cleaned_data["declared_true"]

    return part(
        request,
        public_id,
        "part",
        lambda data, application: DeclarationForm(data, instance=application),
        write,
        heading="Declaration",
        hint="",
    )


@login_required
@require_http_methods(READ_AND_WRITE)
def answer(request, public_id, pk):
    application = own_or_404(request, public_id)
    criterion = get_object_or_404(application.role.criteria.with_anchors(), pk=pk)
    kept = application.answers.filter(criterion=criterion).first() or Answer(
        application=application, criterion=criterion
    )

    def write(form, locked):
        actions.write_answer(
            application=locked, criterion=criterion, text=form.cleaned_data["text"]
        )

    return part(
        request,
        public_id,
        "answer",
        lambda data, _: AnswerForm(data, instance=kept, criterion=criterion),
        write,
        criterion=criterion,
        found=found_in(kept.text, application.identity),
        words=words_in(kept.text),
        known=known_strings(application.identity),
    )
