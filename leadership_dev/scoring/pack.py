"""The sift pack: answers by reference and criteria with anchors. It holds no name."""

from ccpl_portal import typeset
from ccpl_portal.ui import site
from leadership_dev.applications.models import Answer
from leadership_dev.panel.models import Assignment

from .order import shuffled


def sift_pack(seat):
    return typeset.pdf("leadership_dev/scoring/sift-pack.typ", pack_data(seat))


def pack_data(seat):
    role = seat.role
    criteria = list(role.criteria.with_anchors())
    own = Assignment.objects.filter(member=seat).exclude(state__in=Assignment.CLOSED)
    references = dict(own.order_by().values_list("application", "application__reference"))
    answers = Answer.objects.filter(application__in=references).values_list(
        "application", "criterion", "redacted"
    )
    words = {(application, criterion): text for application, criterion, text in answers}
    order = shuffled(seat, references.items(), key=lambda pair: pair[1])
    return {
        "title": f"Sift pack: {role.title}",
        "system": site.current().name,
        "criteria": [
            {
                "name": criterion.name,
                "text": criterion.text,
                "kind": criterion.get_kind_display(),
                "weight": criterion.weight,
                "anchors": [[str(a.score), a.word, a.text] for a in criterion.anchors.all()],
            }
            for criterion in criteria
        ],
        "applications": [
            {
                "reference": reference,
                "answers": [
                    {"name": c.name, "text": words.get((application, c.pk), "")} for c in criteria
                ],
            }
            for application, reference in order
        ],
    }
