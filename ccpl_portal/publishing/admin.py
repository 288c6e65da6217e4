from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from js_asset import Media
from rules.contrib.admin import ObjectPermissionsModelAdmin

from . import actions
from .forms import PublishingForm
from .history import versions_of
from .models import State
from .rules import may_edit


class Button(NamedTuple):
    name: str
    words: str


PREVIEW = Button("_preview", "Preview")
PUBLISH = Button("_publish", "Publish now")
ARCHIVE = Button("_archive", "Archive")
BUTTONS = {
    State.DRAFT: [
        Button("_save", "Save draft"),
        PREVIEW,
        PUBLISH,
        Button("_schedule", "Schedule"),
        ARCHIVE,
    ],
    State.SCHEDULED: [
        Button("_save", "Save changes"),
        PREVIEW,
        PUBLISH,
        Button("_schedule", "Change the time"),
        Button("_withdraw", "Back to draft"),
    ],
    State.PUBLISHED: [
        Button("_save", "Publish these changes"),
        PREVIEW,
        Button("_withdraw", "Withdraw to draft"),
        ARCHIVE,
    ],
    State.ARCHIVED: [],
}


class PublishingAdmin(ObjectPermissionsModelAdmin):
    """Edits something publishable: its state is changed by plain buttons."""

    form = PublishingForm
    change_form_template = "admin/publishing/change_form.html"
    list_display = ["title", "state", "updated_at", "updated_by"]
    list_filter = ["state"]
    list_select_related = ["updated_by"]
    search_fields = ["title"]
    # The state above the form links to the page, when there is one to see.
    view_on_site = False

    def page(self, request, thing):
        """Draw the page that readers see, for the preview."""
        raise NotImplementedError

    def has_change_permission(self, request, obj=None):
        # Asked of superusers too, to whom Django grants everything.
        return may_edit(request.user, obj)

    def get_urls(self):
        return [
            path(
                "<path:object_id>/reopen/",
                self.admin_site.admin_view(require_POST(self.reopen)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_reopen",
            ),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and not self.has_change_permission(request, obj):
            return fieldsets
        waits = obj is None or obj.state in {State.DRAFT, State.SCHEDULED}
        timing = ["publish_on", "seen"] if waits else ["seen"]
        return [*fieldsets, ("When to publish" if waits else None, {"fields": timing})]

    def render_change_form(self, request, context, obj=None, **kwargs):
        state = obj.state if obj else State.DRAFT
        context |= {
            # The editor's import map is an inline script.
            "media": Media.from_media(context["media"], nonce=request.csp_nonce),
            "buttons": BUTTONS[state],
            "state": State(state),
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or "_preview" not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # The preview is the very page, drawn from rows that are then taken back.
        with transaction.atomic():
            response = super().changeform_view(request, object_id, form_url, extra_context)
            transaction.set_rollback(True)
        return response

    def save_model(self, request, obj, form, change):
        obj.updated_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        thing, by = form.instance, request.user
        if "_publish" in request.POST:
            actions.publish(thing=thing, by=by)
        elif "_schedule" in request.POST:
            actions.schedule(thing=thing, at=form.cleaned_data["publish_on"], by=by)
        elif "_withdraw" in request.POST:
            actions.withdraw(thing=thing, by=by)
        elif "_archive" in request.POST:
            actions.archive(thing=thing, by=by)

    def response_add(self, request, obj, post_url_continue=None):
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.answer(request, obj)

    def response_change(self, request, obj):
        if "_popup" in request.POST:
            return super().response_change(request, obj)
        return self.answer(request, obj)

    def answer(self, request, thing):
        if "_preview" in request.POST:
            return self.preview(request, thing)
        self.message_user(request, self.what_happened(thing), messages.SUCCESS)
        return redirect(self.change_url(thing))

    def preview(self, request, thing):
        request.is_preview = True
        response = self.page(request, thing)
        response["Cache-Control"] = "private, no-store"
        return response

    def what_happened(self, thing):
        if thing.is_published:
            return format_html(
                "“{}” is published. <a href='{}'>See it live</a>. To take it away again, "
                "press “Withdraw to draft”.",
                thing,
                thing.get_absolute_url(),
            )
        if thing.is_scheduled:
            return format_html(
                "“{}” will be published by itself at the time below. To stop that, "
                "press “Back to draft”.",
                thing,
            )
        if thing.is_archived:
            return format_html(
                "“{}” is archived: readers no longer find it. To use it again, "
                "press “Back to draft”.",
                thing,
            )
        return format_html("“{}” is saved as a draft. Only managers see it.", thing)

    def change_url(self, thing):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[thing.pk])

    def reopen(self, request, object_id):
        """Bring something archived back to draft: it cannot be changed while it is archived."""
        thing = self.find(request, object_id)
        actions.withdraw(thing=thing, by=request.user)
        self.message_user(request, self.what_happened(thing), messages.SUCCESS)
        return redirect(self.change_url(thing))

    def history_view(self, request, object_id, extra_context=None):
        thing = self.find(request, object_id)
        if request.method == "POST":
            return self.restore(request, thing)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of “{thing}”",
            "opts": self.opts,
            "thing": thing,
            "versions": versions_of(thing),
            "may_restore": self.has_change_permission(request, thing),
        }
        return render(request, "admin/publishing/history.html", context)

    def restore(self, request, thing):
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        if not request.POST.get("version", "").isdecimal():
            raise Http404
        version = get_object_or_404(thing.versions, pgh_id=request.POST["version"])
        try:
            actions.restore(thing=thing, version=version, by=request.user)
        except ValidationError as error:
            self.message_user(
                request,
                f"That version cannot be restored as it was: {' '.join(error.messages)}",
                messages.ERROR,
            )
            return redirect(request.path)
        self.message_user(
            request,
            "The earlier version is back. The one before it is kept in the history.",
            messages.SUCCESS,
        )
        return redirect(self.change_url(thing))

    def find(self, request, object_id):
        thing = self.get_object(request, unquote(object_id))
        if thing is None or not self.has_view_permission(request, thing):
            raise Http404
        return thing
