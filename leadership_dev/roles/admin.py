"""Roles in the admin: the words of a role. Its state changes on its own page, by its rules."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from ccpl_portal.desk.registry import task

from .actions import draft_role
from .models import Criterion, EligibilityQuestion, LeadershipRole


class CriterionInline(admin.StackedInline):
    model = Criterion
    extra = 0
    show_change_link = True


class EligibilityQuestionInline(admin.TabularInline):
    model = EligibilityQuestion
    extra = 0


@admin.register(LeadershipRole)
class LeadershipRoleAdmin(admin.ModelAdmin):
    list_display = ["title", "state", "weight", "opens_at", "closes_at", "coordinator"]
    list_filter = ["state", "weight"]
    list_select_related = ["coordinator"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["coordinator"]
    filter_horizontal = ["tags"]
    readonly_fields = ["state", "steer"]
    inlines = [CriterionInline, EligibilityQuestionInline]
    exclude = ["slug"]

    @admin.display(description="Approve, open, extend, withdraw")
    def steer(self, role):
        if not role.pk:
            return "After the first save"
        href = reverse("roles:prepare", args=[role.slug])
        return format_html('<a href="{}">Open the page of this role</a>', href)

    def has_change_permission(self, request, obj=None):
        # What applicants have read does not change behind their backs.
        if obj is not None and obj.state != LeadershipRole.State.DRAFT:
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            draft_role(role=obj, by=request.user)


task(
    "Draft a leadership role",
    "roles:new",
    "leadership_dev.add_leadershiprole",
    order=55,
)
