import logging

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.views.decorators.http import require_safe

from .models import File, FileVersion, Picture
from .registry import readers, readers_of_old
from .serving import answer

logger = logging.getLogger(__name__)


@require_safe
def file(request, public_id):
    found = File.objects.select_related("current").filter(public_id=public_id).first()
    return hand_out(request, found and found.current, readers(found) if found else nobody)


@require_safe
def version(request, public_id, number):
    """One version by its number: the current one for whoever reads the file, others for few."""
    versions = FileVersion.objects.select_related("file")
    found = versions.filter(file__public_id=public_id, number=number).first()
    if found is None:
        return hand_out(request, None, nobody)
    is_current = found.pk == found.file.current_id
    rule = readers(found.file) if is_current else readers_of_old(found.file)
    return hand_out(request, found, rule)


@require_safe
def picture(request, public_id):
    found = Picture.objects.filter(public_id=public_id).first()
    return hand_out(request, found, readers(found) if found else nobody)


def nobody(user):
    return False


def hand_out(request, stored, may_read):
    """Ask the owner's rule at each fetch. What is not there and what is not for one look alike."""
    if not stored or not may_read(request.user):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    try:
        return answer(request, stored, is_public=may_read(AnonymousUser()))
    except FileNotFoundError:
        logger.exception("A row has no file in the store")
        raise Http404 from None
