"""What follows when a role goes on: letters, and what becomes of applications."""

from django.db import transaction

from ccpl_portal.outbox.actions import write_letter
from leadership_dev.machine.registry import effect

from .models import Extension, RoleAlert

LETTERS = "leadership_dev/roles/letters"


@effect("role", "open")
def tell_who_asked(role, **facts):
    """A letter to everybody who wants to hear of new roles."""
    for alert in RoleAlert.objects.filter(user__is_active=True).select_related("user"):
        write_letter(
            to=alert.user,
            template=f"{LETTERS}/opened",
            context={"role": role, "stop": alert.stop_address},
            key=f"role {role.pk} opened {alert.user_id}",
            about=role,
            headers=alert.headers,
            check="leadership.wants_alerts",
        )


@effect("role", "extend")
@transaction.atomic
def keep_extension(role, *, reason, was, **facts):
    extension = Extension.objects.create(role=role, from_at=was, to_at=role.closes_at, note=reason)
    tell_everybody(role, "extended", f"extension {extension.pk}", extension=extension)


@effect("role", "withdraw")
def tell_of_withdrawal(role, **facts):
    tell_everybody(role, "withdrawn", "withdrawn")


@effect("role", "readvertise")
def ask_to_carry_over(role, *, successor, **facts):
    tell_everybody(role, "readvertised", "readvertised", successor=successor)


def tell_everybody(role, letter, about, **context):
    """Those who applied and those who have begun to, one letter each."""
    concerned = role.applications.exclude(state__in=["withdrawn", "lapsed"]).exclude(user=None)
    for application in concerned.select_related("user"):
        write_letter(
            to=application.user,
            template=f"{LETTERS}/{letter}",
            context={"role": role, "application": application, **context},
            key=f"role {role.pk} {about} {application.user_id}",
            about=role,
        )
