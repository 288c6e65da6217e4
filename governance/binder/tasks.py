from functools import partial

from ccpl_portal.files.store import remove_all_but
from ccpl_portal.jobs import progress
from ccpl_portal.jobs.registry import handles
from governance.meetings.models import Meeting

from .actions import FOLDER, build_pack
from .models import Pack


@handles("governance.tidy_packs")
def tidy_packs():
    """A pack of a draft that was deleted, or whose building was undone, leaves a file behind."""
    remove_all_but(Pack, folder=FOLDER)


@handles("governance.pack", time_limit=600, tries=3)
def pack(meeting_id, readers, job_id):
    meeting = Meeting.objects.select_related("group").filter(pk=meeting_id).first()
    if meeting:
        build_pack(meeting=meeting, readers=readers, say=partial(progress.say, job_id))
