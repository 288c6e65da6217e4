"""Whoever presses again, or a moment after somebody else, is shown what is there."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect

from ccpl_portal.web.errors import Conflict


class AlreadyThere(Conflict):
    """What was asked for has been done by now."""


def leads_on_when_there(page):
    """A view of one meeting goes on to this page where its deed has been done already."""

    def decorate(view):
        @wraps(view)
        def pressed(request, pk):
            try:
                return view(request, pk)
            except AlreadyThere as there:
                messages.info(request, str(there))
                return redirect(page, pk)

        return pressed

    return decorate
