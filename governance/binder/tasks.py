from functools import partial

from ccpl_portal.jobs import progress
from ccpl_portal.jobs.registry import handles
from governance.meetings.models import Meeting

from .actions import build_pack


@handles("governance.pack", time_limit=600, tries=3)
def pack(meeting_id, readers, job_id):
    meeting = Meeting.objects.select_related("group").filter(pk=meeting_id).first()
    if meeting:
        build_pack(meeting=meeting, readers=readers, say=partial(progress.say, job_id))
