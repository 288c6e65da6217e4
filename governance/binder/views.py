from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.jobs.models import Job
from ccpl_portal.jobs.progress import heard
from ccpl_portal.web.caching import personal
from governance.meetings.models import Meeting

from .actions import ask_for_pack, build_pack
from .building import agenda_alone
from .contents import contents_for, readers_for
from .models import Pack

# A pack of so little is set while its reader waits a moment.
SMALL = 2 * 1024 * 1024


@require_safe
def page(request, pk):
    """The pack as a web page: the accessible edition."""
    meeting, readers, contents = wanted(request, pk)
    stored = Pack.objects.filter(
        meeting=meeting, readers=readers, fingerprint=contents.fingerprint
    ).first()
    context = {"meeting": meeting, "contents": contents, "stored": stored}
    return render(request, "governance/binder/page.html", context)


@require_safe
@personal
def pdf(request, pk):
    """The stored copy, where it is what this reader may see now; else it is built."""
    meeting, readers, contents = wanted(request, pk)
    pack = Pack.objects.filter(meeting=meeting, readers=readers).first()
    if pack is None or pack.fingerprint != contents.fingerprint or not is_there(pack):
        if size_of(contents) > SMALL:
            return being_built(request, meeting, readers)
        pack = build_pack(meeting=meeting, readers=readers)
    return hand_out(meeting, pack)


@require_safe
@personal
def agenda(request, pk):
    """The agenda alone, as an accessible document."""
    meeting, _, contents = wanted(request, pk)
    response = HttpResponse(agenda_alone(contents), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name_of(meeting, "agenda")}"'
    return response


def wanted(request, pk):
    meetings = Meeting.objects.visible_to(request.user).for_listing()
    meeting = get_object_or_404(meetings, pk=pk)
    readers = readers_for(request.user, meeting)
    return meeting, readers, contents_for(meeting, readers)


def size_of(contents):
    return sum(one.file.current.size for one in contents.enclosures if one.file)


def is_there(pack):
    return pack.upload.storage.exists(pack.upload.name)


def hand_out(meeting, pack):
    response = FileResponse(pack.upload.open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name_of(meeting, "pack")}"'
    response["Content-Length"] = str(pack.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def name_of(meeting, what):
    return f"{meeting.group.slug}-{meeting.day.isoformat()}-{what}.pdf"


def being_built(request, meeting, readers):
    """A page that says how far the work has come and looks again by itself."""
    key = f"{meeting.pk} {readers}"
    job = Job.objects.latest_of("governance.pack", key)
    if job is None or job.state not in {Job.State.WAITING, Job.State.RUNNING}:
        job = ask_for_pack(meeting, readers)
    context = {"meeting": meeting, "progress": heard(job.pk)}
    response = render(request, "governance/binder/building.html", context, status=202)
    response["Refresh"] = "3"
    return response
