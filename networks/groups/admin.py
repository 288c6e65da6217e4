from django.contrib import admin
from django.urls import path

from ccpl_portal.audit.actions import record
from ccpl_portal.desk.registry import care, task
from networks.by_rule.admin import MembershipRuleInline
from networks.members.models import Membership
from networks.merging.views import merge
from networks.packs import Groups, Memberships
from networks.proposals.waiting import proposals_waiting
from networks.quorum.admin import QuorumConditionInline
from networks.sheets.admin import WithSheets

from .models import Group, GroupKind, Stage


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["person", "organisation", "profession", "place"]


class StageInline(admin.TabularInline):
    model = Stage
    extra = 0
    can_delete = False
    verbose_name_plural = "statuses it has had"

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def set_status(status):
    """A choice of the list: one group after the other, so that each keeps its dated stage."""

    def set_for(modeladmin, request, queryset):
        changed = 0
        for group in queryset.exclude(status=status):
            group.status = status
            group.save()
            record(f"set status {status}", group, by=request.user)
            changed += 1
        words = "1 group is" if changed == 1 else f"{changed} groups are"
        modeladmin.message_user(request, f"{words} {status.label.lower()} from today")

    return set_for


@admin.register(Group)
class GroupAdmin(WithSheets, admin.ModelAdmin):
    sheet = Groups
    list_display = ["name", "kind", "status", "visibility", "led_by", "review_on", "updated_at"]
    list_filter = ["status", "kind", "visibility", "places", "oversees_quality", "is_example"]
    search_fields = ["name", "short_name", "purpose", "memberships__person__name"]
    autocomplete_fields = ["reports_to", "executive_sponsor", "organisation", "places", "tags"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [QuorumConditionInline, MembershipRuleInline, MembershipInline, StageInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "short_name", "kind", "purpose", "tags"]}),
        ("Life", {"fields": ["status", "status_since", "review_on"]}),
        ("Who may see and join it", {"fields": ["visibility", "mailbox"]}),
        ("Scope", {"fields": ["level", "places", "organisation"]}),
        (
            "How it works",
            {"fields": ["reports_to", "executive_sponsor", "rhythm", "quorum", "oversees_quality"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing()

    def get_urls(self):
        merging = self.admin_site.admin_view(merge)
        own = path("<int:pk>/merge/", merging, name="networks_group_merge")
        return [own, *super().get_urls()]

    def get_actions(self, request):
        offered = super().get_actions(request)
        if self.has_change_permission(request):
            for status in Group.Status:
                name = f"set_{status.value}"
                offered[name] = (set_status(status), name, f"Set the status to {status.label}")
        return offered

    @admin.display(description="led by")
    def led_by(self, group):
        return ", ".join(str(officer.person) for officer in group.current_officers) or "Nobody"


@admin.register(Membership)
class MembershipAdmin(WithSheets, admin.ModelAdmin):
    sheet = Memberships
    list_display = ["person", "group", "role", "organisation", "place", "from_on", "until_on"]
    list_filter = ["role", "votes", "group__kind"]
    list_select_related = ["person", "group", "organisation", "place"]
    search_fields = ["person__name", "group__name"]
    autocomplete_fields = ["person", "group", "organisation", "profession", "place"]


@admin.register(GroupKind)
class GroupKindAdmin(admin.ModelAdmin):
    list_display = ["name", "plural", "is_forum", "position"]
    list_editable = ["position"]
    prepopulated_fields = {"slug": ["name"]}


care(proposals_waiting)
task("Answer proposed groups", "proposals:list", "networks.view_groupproposal", order=42)
task("Add a group", "admin:networks_group_add", "networks.add_group", order=40)
