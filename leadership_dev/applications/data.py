"""Everything that is kept about one application, for the person whose it is.

@gives("scores")
def scores(application): ...  adds what another room holds, as plain values
"""

from leadership_dev.machine.models import Transition

_givers = {}


def gives(name):
    def register(function):
        _givers[name] = function
        return function

    return register


def everything(application):
    identity = application.identity
    columns = [field.name for field in identity._meta.fields if not field.is_relation]
    told = {
        "reference": application.reference,
        "role": application.role.title,
        "state": application.label,
        "begun": application.created_at,
        "sent": application.submitted_at,
        "guaranteed interview": application.wants_guarantee,
        "you": {name: getattr(identity, name) for name in columns if name != "id"},
        "answers": [
            {
                "criterion": answer.criterion.name,
                "text": answer.text,
                "as the panel reads it": answer.redacted,
            }
            for answer in application.answers.select_related("criterion")
        ],
        "adjustments": {
            "needs": application.adjustment.needs,
            "agreed": application.adjustment.agreed,
        },
        "what happened": list(steps_told(application)),
        "equality questions": "Not part of this file: your answers are kept without your name and"
        " without a link to this application, so nobody can look them up.",
    }
    return told | {name: give(application) for name, give in _givers.items()}


def steps_told(application):
    """The changes of state up to what the applicant has been told."""
    held = application.state != application.told_state
    for row in Transition.objects.of(application).order_by("at"):
        if held and row.to_state == application.state and row.name == "decide":
            return
        yield {"at": row.at, "what": row.name, "reason": row.reason}
