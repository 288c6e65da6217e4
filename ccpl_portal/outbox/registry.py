"""Questions asked again when a letter is about to leave: may this person still have it?

@check("governance.still_member")
def still_member(letter): ...

A room registers its own in tasks.py or in AppConfig.ready(), and names it in write_letter.
"""

_checks = {}


def check(name):
    def register(function):
        _checks[name] = function
        return function

    return register


def check_of(name):
    try:
        return _checks[name]
    except KeyError:
        raise LookupError(f"Nobody registered the check “{name}”") from None
