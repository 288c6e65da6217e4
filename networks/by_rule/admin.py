from django.contrib import admin

from .models import MembershipRule


class MembershipRuleInline(admin.StackedInline):
    model = MembershipRule
    extra = 0
    autocomplete_fields = ["places", "professions", "stay_out"]
    verbose_name_plural = "members by rule"
