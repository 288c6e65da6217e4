import logging

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.views.decorators.http import require_safe

from .models import File, Picture
from .registry import readers
from .serving import answer

logger = logging.getLogger(__name__)


@require_safe
def file(request, public_id):
    found = File.objects.select_related("current").filter(public_id=public_id).first()
    return hand_out(request, found, found and found.current)


@require_safe
def picture(request, public_id):
    found = Picture.objects.filter(public_id=public_id).first()
    return hand_out(request, found, found)


def hand_out(request, thing, stored):
    """Ask the owner's rule at each fetch. What is not there and what is not for one look alike."""
    may_read = readers(thing) if stored else lambda user: False
    if not may_read(request.user):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    try:
        return answer(request, stored, is_public=may_read(AnonymousUser()))
    except FileNotFoundError:
        logger.exception("A row has no file in the store")
        raise Http404 from None
