"""What feedback must be before somebody is sent it: about them, to them, and of some use."""

import re

SHORTEST = 40
FEWEST_WORDS = 6
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# A whole answer that says nothing, whatever stands around it.
EMPTY = {
    "n a", "na", "none", "nil", "nothing", "no", "yes", "tbc", "tbd", "not applicable",
    "no comment", "no comments", "no feedback", "as above", "see above", "see below",
    "not shortlisted", "unsuccessful", "good", "ok", "fine",
}  # fmt: skip
NOT_APPLICABLE = re.compile(r"\b(?:n\s?[/.\\-]\s?a\b|not applicable\b)", re.IGNORECASE)
THIRD_PERSON = re.compile(r"\bthe (?:candidate|applicant)\b|\bthis (?:candidate|applicant)\b", re.I)


def complaint_about(text):
    """The words that tell the writer what to do; "" when the feedback can be sent."""
    words = WORDS.findall(text.lower())
    if " ".join(words) in EMPTY or NOT_APPLICABLE.search(text):
        return "Say what you saw in the application. “N/A” and the like help nobody"
    shown = " ".join(text.split())
    if len(shown) < SHORTEST:
        missing = SHORTEST - len(shown)
        return f"Write at least {SHORTEST} characters: {missing} more"
    if len(set(words)) < FEWEST_WORDS:
        return "Write a whole sentence in words of your own"
    if THIRD_PERSON.search(text):
        return "Write to the person: “you showed”, not “the candidate showed”"
    return ""
