from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from quality.returns.actions import submit_many, take_turns

from .checking import Checker
from .columns import fingerprint, guess
from .models import Layout, Upload


@transaction.atomic
def keep_upload(*, grid, bodies, source, name, quality, by):
    """Keep a sheet that was read, with its columns matched as far as they speak or are known."""
    known = Layout.objects.filter(body__in=bodies, fingerprint=fingerprint(grid.heading)).first()
    upload = Upload.objects.create(
        source=source,
        name=name,
        quality=quality,
        heading=grid.heading,
        rows=[line.as_kept() for line in grid.lines],
        matches=known.matches if known else guess(grid.heading),
        uploaded_by=by,
    )
    record("uploaded returns", upload, by=by, rows=len(upload.rows))
    return upload


@transaction.atomic
def match_columns(*, upload, matches, bodies):
    """Say which column holds what, for this sheet and for all that look like it."""
    upload.matches = matches
    upload.save(update_fields=["matches"])
    for body in bodies:
        Layout.objects.update_or_create(
            body=body,
            fingerprint=fingerprint(upload.heading),
            defaults={"matches": matches},
        )


@transaction.atomic
def mend_cells(*, upload, mended):
    """Write cells of some rows anew: {row number: {what: words}}."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    for row in upload.rows:
        for name, words in mended.get(row["number"], {}).items():
            place = upload.matches[name]
            if words != row["cells"][place] or str(place) in row["marks"]:
                row["cells"][place] = words
                row["marks"].pop(str(place), None)
    upload.save(update_fields=["rows"])
    return upload


@transaction.atomic
def store(*, upload, bodies, by, reason, only_good):
    """Store what is good; rows that are not stay until they are. Returns how many were stored."""
    upload = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if upload is None:
        raise Conflict("This sheet has been stored already, or thrown away.")
    take_turns(bodies)
    report = Checker(bodies, upload.matches, upload.quality).report(upload.rows)
    if report.bad and not only_good:
        raise Conflict("Some rows cannot be stored as they are. Look at the sheet again.")
    if not report.good:
        raise Conflict("There is nothing in this sheet that could be stored.")
    submit_many(entries=[row.values for row in report.good], by=by, reason=reason)
    record("stored uploaded returns", upload, by=by, rows=len(report.good))
    left = {row.number for row in report.bad}
    upload.rows = [row for row in upload.rows if row["number"] in left]
    if upload.rows:
        upload.save(update_fields=["rows"])
    else:
        upload.delete()
    return len(report.good)


@transaction.atomic
def throw_away(*, upload, by):
    record("threw away uploaded returns", upload, by=by)
    upload.delete()


def tidy():
    """Forget sheets that nobody came back to."""
    limit = timezone.now() - settings.RETURN_UPLOADS_KEPT
    Upload.objects.filter(uploaded_at__lt=limit).delete()
