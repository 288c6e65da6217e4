"""What in an answer would tell who wrote it: found to warn the applicant, removed for the panel."""

import re

REMOVED = "[removed]"
TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame"}
# Anybody may write these words of an employer's name.
ENDINGS = re.compile(r"\b(?:nhs|foundation|trust|limited|ltd|cic|the)\b", re.IGNORECASE)
SHORTEST = 3
PEOPLE = ["line_manager", "referee_one", "referee_two", "mentor"]
WHOLE = ["name", "email", "phone", "employer", "registration_number", "line_manager_email",
         "referee_one_email", "referee_two_email", *PEOPLE]  # fmt: skip


def known_strings(identity):
    """Everything of the applicant's that tells who it is, the longest first."""
    whole = {getattr(identity, field).strip() for field in WHOLE}
    whole.add(" ".join(ENDINGS.sub(" ", identity.employer).split()))
    own = set(words_of(identity.name))
    return sorted({text for text in whole | own if len(text) >= SHORTEST}, key=len, reverse=True)


def words_of(name):
    words = re.findall(r"[\w’'-]+", name)
    return [word for word in words if len(word) >= SHORTEST and word.lower() not in TITLES]


def words_of_others(identity):
    return {word for field in PEOPLE for word in words_of(getattr(identity, field))}


def pattern(identity):
    """Whole strings in any case; a word of somebody else's name only as it is spelt, so that a
    manager called Good does not take the word good out of every answer."""
    known = [re.escape(text) for text in known_strings(identity)]
    others = [re.escape(word) for word in sorted(words_of_others(identity), key=len, reverse=True)]
    either = [rf"(?i:{'|'.join(known)})"] if known else []
    either += others
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)") if either else None


def found_in(text, identity):
    """The applicant's own words that would give them away, each once, as they stand there."""
    telling = pattern(identity)
    return list(dict.fromkeys(telling.findall(text))) if telling else []


def without(text, identity):
    telling = pattern(identity)
    return telling.sub(REMOVED, text) if telling else text
