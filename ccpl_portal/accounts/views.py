from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from ccpl_portal.audit.actions import record

from . import mine
from .forms import ProfileForm

WAITING = (
    "Until then you can read and do what every reader can, and keep what is your own."
    " The programme team looks at new accounts on working days. You do not have to do anything;"
    " if it takes longer than a week, contact the team."
)


@login_required
@require_GET
def me(request):
    user = request.user
    return render(
        request,
        "accounts/me.html",
        {
            "about": about(user),
            "sign_in": ways_to_sign_in(user),
            "latest": user.sign_ins.all()[:5],
            "waiting": WAITING,
            "grants": user.role_grants.current(),
            "parts": mine.parts(user),
        },
    )


def about(user):
    kind = user.get_kind_display()
    return [
        ("Name", user.name, reverse("accounts:change"), "Change", "name"),
        ("Kind of account", kind if user.is_verified else f"{kind} (not verified yet)"),
        ("Email address", user.email, reverse("account_email"), "Change", "email address"),
    ]


def ways_to_sign_in(user):
    held = Counter(user.authenticator_set.values_list("type", flat=True))
    keys = held["webauthn"]
    password = "Set" if user.has_usable_password() else "None: we email you a code"
    sign_on = user.socialaccount_set.count()
    rows = [
        ("Password", password, reverse("account_change_password"), "Change", "password"),
        ("Authenticator app", "Added" if held["totp"] else "None", reverse("mfa_index")),
        ("Passkeys", str(keys) if keys else "None", reverse("mfa_index")),
    ]
    if settings.OIDC_SERVER_URL:
        connected = "Connected" if sign_on else "Not connected"
        rows.append(("Single sign-on", connected, reverse("socialaccount_connections")))
    return rows


@login_required
@require_http_methods(["GET", "POST"])
def change(request):
    data = request.POST if request.method == "POST" else None
    form = ProfileForm(data, instance=request.user)
    if form.is_valid():
        form.save()
        record("changed profile", request.user, by=request.user, fields=form.changed_data)
        messages.success(request, "Your details are saved")
        return redirect("accounts:me")
    return render(request, "accounts/change.html", {"form": form})
