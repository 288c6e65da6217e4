"""Pages of the desk: a sheet comes in after a look at what it would change, or goes out."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

from ccpl_portal.web.csv import csv_response

from . import actions
from .cells import cells_of
from .forms import LARGEST, SheetForm

MEANWHILE = "Something changed since you looked. This is what the file would do now"


def take_in(request, *, table):
    demand(request.user, table, "add", "change")
    posted = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if posted else SheetForm()
    words, outcome = request.POST.get("words", "")[:LARGEST], None
    if words:
        outcome, done = actions.bring_in(
            table, words, digest=request.POST.get("digest"), by=request.user
        )
        if done:
            messages.success(request, f"{outcome.made} made and {outcome.changed} changed")
            return redirect(list_of(table))
        messages.warning(request, MEANWHILE)
    elif posted and form.is_valid():
        words = form.cleaned_data["file"]
        outcome = actions.look_at(table, words)
    context = {
        **admin.site.each_context(request),
        "title": f"Import {table.model._meta.verbose_name_plural} from a CSV file",
        "nouns": table.model._meta.verbose_name_plural,
        "list": list_of(table),
        "columns": table.columns,
        "key": table.key,
        "form": form,
        "outcome": outcome,
        "words": words,
    }
    return render(request, "admin/networks/sheets/import.html", context)


def give_out(request, *, table, queryset=None):
    demand(request.user, table, "view")
    rows = table.model._default_manager.all() if queryset is None else queryset
    fields = {field.name: field for field in table.model._meta.get_fields()}
    pointing = [c.to for c in table.columns if fields[c.to].is_relation]
    many = [name for name in pointing if fields[name].many_to_many]
    one = [name for name in pointing if name not in many]
    rows = rows.select_related(None).select_related(*one).prefetch_related(None)
    rows = rows.prefetch_related(*many).order_by("pk").iterator(chunk_size=500)
    lines = (cells_of(row, table.columns).values() for row in rows)
    name = f"{table.model._meta.model_name}s.csv"
    return csv_response(name, [column.name for column in table.columns], lines)


def demand(user, table, *verbs):
    names = [f"{table.model._meta.app_label}.{v}_{table.model._meta.model_name}" for v in verbs]
    if not user.has_perms(names):
        raise PermissionDenied


def list_of(table):
    meta = table.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
