"""Letters that tell applicants what was decided, one each and never twice."""

from ccpl_portal.ui.dates import moment
from leadership_dev.letters import words

from .feedback import in_words

LETTER_FOR = {
    "shortlisted": "shortlisted",
    "reserve_sift": "reserve",
    "reserve_interview": "reserve",
    "not_shortlisted": "not_shortlisted",
    "not_appointed": "not_appointed",
    "offered": "offered",
}


def outcome_letter(application, stage):
    """(kind, what else it says) of the letter that tells this outcome."""
    kind = LETTER_FOR[application.state]
    if kind in {"not_shortlisted", "not_appointed"}:
        return kind, {"feedback": in_words(application, stage)}
    if kind == "offered":
        return kind, {"until": moment(application.offer.expires_at)}
    return kind, {}


def tell_outcome(application, stage, occasion="told"):
    kind, more = outcome_letter(application, stage)
    key = f"{stage} {application.state} {occasion}"
    words.send(kind, application, key=key, **more)
