import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from ccpl_portal.jobs.actions import enqueue
from ccpl_portal.typeset import page_count

from .building import build
from .contents import contents_for
from .models import Pack

FOLDER = "packs"

# Nobody has to press anything for these; a keeper's pack of a draft is built when asked for.
BUILT_AHEAD = [Pack.Readers.PUBLIC, Pack.Readers.MANAGERS, Pack.Readers.MEMBERS]


def ask_for_packs(meeting):
    """Have the packs of a meeting built anew, each once however often this is asked."""
    if meeting.is_draft:
        return
    for readers in BUILT_AHEAD:
        ask_for_pack(meeting, readers)


def ask_for_pack(meeting, readers):
    return enqueue(
        "governance.pack",
        key=f"{meeting.pk} {readers}",
        meeting_id=meeting.pk,
        readers=str(readers),
    )


@transaction.atomic
def build_pack(*, meeting, readers, say=lambda done, of, words: None):
    """Build one pack and keep it; the reader of an older copy reads that one to its end."""
    contents = contents_for(meeting, readers)
    pdf = build(contents, say)
    stored = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.pdf", ContentFile(pdf))
    before = Pack.objects.select_for_update().filter(meeting=meeting, readers=readers).first()
    pack = before or Pack(meeting=meeting, readers=readers)
    old = pack.upload.name
    pack.upload, pack.size, pack.pages = stored, len(pdf), page_count(pdf)
    pack.fingerprint, pack.built_at = contents.fingerprint, timezone.now()
    pack.save()
    if old:
        transaction.on_commit(lambda: default_storage.delete(old), robust=True)
    return pack
