"""What a group's page of members says about its rules: who came by them, and who went."""

from datetime import timedelta

from django.utils import timezone

from networks.members.models import Membership

SHOWN = timedelta(days=90)


def rules_of(group):
    """Each rule in words, with those who came and went in the last 90 days."""
    since = timezone.localdate() - SHOWN
    rules = list(group.membership_rules.prefetch_related("post_kinds", "places", "professions"))
    if not rules:
        return []
    moved = list(
        Membership.objects.filter(by_rule__in=rules).select_related("person").order_by("-from_on")
    )
    return [
        {
            "rule": rule,
            "came": [m for m in moved if m.by_rule_id == rule.pk and m.from_on >= since],
            "went": [
                m for m in moved if m.by_rule_id == rule.pk and m.is_past and m.until_on >= since
            ],
        }
        for rule in rules
    ]
