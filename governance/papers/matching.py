"""Which item an uploaded file belongs to, by the number or the words in its name."""

import re

NUMBER = re.compile(
    r"^\W*(?:agenda\s+)?(?:item|enc(?:losure)?|paper)?\W*(\d{1,2}(?:[._]\d{1,2})?)(?=\D|$)", re.I
)
WORD = re.compile(r"[a-z]{3,}|\d+")
COMMON = {"the", "and", "for", "with", "from", "paper", "item", "report", "final", "draft", "pdf"}
LIKE_ENOUGH = 0.5


def best_item(name, lines):
    """The line that this file is for, or None; a number in front of the name counts most."""
    stem = name.rpartition(".")[0] or name
    if match := NUMBER.match(stem):
        number = match[1].replace("_", ".")
        for line in lines:
            if line.number == number:
                return line
    likeness, line = max(
        ((likeness_of(stem, line.item.title), line) for line in lines),
        key=lambda pair: pair[0],
        default=(0, None),
    )
    return line if likeness >= LIKE_ENOUGH else None


def likeness_of(name, title):
    """How much of the title's words stand in the name, 0 to 1."""
    wanted, there = words_of(title), words_of(name)
    if not wanted or not there:
        return 0
    return len(wanted & there) / min(len(wanted), len(there))


def words_of(text):
    return {word for word in WORD.findall(text.lower()) if word not in COMMON}


def title_of(name):
    """Words for a file's name: “3.1_winter-plan_v2.pdf” reads “Winter plan v2”."""
    stem = name.rpartition(".")[0] or name
    rest = NUMBER.sub("", stem, count=1) or stem
    words = " ".join(re.sub(r"[_\-–—]+", " ", rest).split()).strip(" .:") or stem
    return words[:1].upper() + words[1:]
