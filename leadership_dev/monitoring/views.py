"""The equality questions, after an application was sent. Nothing typed here can be read again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leadership_dev.applications.views import own_or_404

from . import actions
from .forms import QuestionsForm, WantedForm

ROOM = "leadership_dev/monitoring"
THANKS = "Thank you. Your answers are kept without your name"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, public_id):
    application = own_or_404(request, public_id)
    asked = actions.questions_asked()
    if not application.is_sent or not asked:
        return redirect(application)
    step = request.POST.get("step", "wanted")
    return {"first": first, "second": second}.get(step, wanted)(request, application, asked)


def wanted(request, application, asked):
    form = WantedForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, application, "wanted", form)
    if form.cleaned_data["wanted"] == "no":
        messages.success(request, "You have skipped the equality questions")
        return redirect(application)
    opening = [question for question in asked if not question.asked_after]
    return show(request, application, "first", QuestionsForm(questions=opening))


def first(request, application, asked):
    opening = [question for question in asked if not question.asked_after]
    form = QuestionsForm(request.POST, questions=opening)
    if not form.is_valid():
        return show(request, application, "first", form)
    if more := follow_up(asked, form.answers):
        further = QuestionsForm(questions=more, given=form.answers)
        return show(request, application, "second", further)
    return keep(request, application, form.answers)


def second(request, application, asked):
    opening = [question for question in asked if not question.asked_after]
    before = QuestionsForm(request.POST, questions=opening)
    if not before.is_valid():
        return show(request, application, "first", before)
    more = follow_up(asked, before.answers)
    form = QuestionsForm(request.POST, questions=more, given=before.answers)
    if not form.is_valid():
        return show(request, application, "second", form)
    return keep(request, application, form.answers)


def follow_up(asked, answers):
    """The questions that an answer leads to: the background within an ethnic group, and so on."""
    return [
        question
        for question in asked
        if question.asked_after
        and any(
            option.asked_after == answers.get(question.asked_after, "-")
            for option in question.options.all()
        )
    ]


def keep(request, application, answers):
    actions.answer(application=application, answers=answers)
    messages.success(request, THANKS)
    return redirect(application)


def show(request, application, step, form):
    context = {"application": application, "form": form, "step": step}
    return render(request, f"{ROOM}/{step}.html", context)
