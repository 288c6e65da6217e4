from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Term


@require_safe
def listing(request):
    return render(request, "ccpl_portal/glossary/list.html", {"terms": Term.objects.all()})
