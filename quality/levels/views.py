from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from quality.bodies.models import System
from quality.rules import holds_quality_role, own_bodies, works_with_signals

from .actions import set_level
from .forms import LevelForm
from .models import LevelSetting


def admit(user):
    """Only quality roles and who sends returns know of levels at all."""
    if not (holds_quality_role(user) or own_bodies(user).exists()):
        raise Http404


@require_safe
@login_required
def listing(request):
    """Who and what is watched more closely, what is to be reviewed, and how it was before."""
    admit(request.user)
    settings = LevelSetting.objects.visible_to(request.user)
    current = settings.current().for_listing()
    context = {
        "current": [setting for setting in current if not setting.level.is_ordinary],
        "overdue": [setting for setting in current if setting.is_overdue],
        "history": settings.for_listing().order_by("-pk")[:100],
        "may_set": works_with_signals(request.user),
    }
    return render(request, "quality/levels/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def change(request):
    admit(request.user)
    if not works_with_signals(request.user):
        raise PermissionDenied
    home = System.objects.home()
    if home is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    things = {"bodies": home.bodies.all(), "measures": home.measures.all()}
    form = LevelForm(data, **things, initial={"about": request.GET.get("about", "")})
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("level", "reason", "review_on")}
        setting = set_level(**form.thing, **said, by=request.user)
        messages.success(request, f"{setting.about} is now on: {setting.level}.")
        return redirect("levels:list")
    return render(request, "quality/levels/change.html", {"form": form})
