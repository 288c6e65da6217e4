"""Enclosure letters: A, B, … Z, AA. In agenda order until the agenda is out, then kept."""

from governance.meetings.agenda import lines_of

from .models import Submission

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(number):
    """0 is A, 25 is Z, 26 is AA."""
    first, last = divmod(number, len(ALPHABET))
    return (ALPHABET[first - 1] if first else "") + ALPHABET[last]


def number_of(letter):
    place = 0
    for sign in letter:
        place = place * len(ALPHABET) + ALPHABET.index(sign) + 1
    return place - 1


def letter_papers(meeting):
    """Give the papers of a meeting their letters; those of an agenda that is out keep theirs."""
    lines = lines_of(meeting, list(meeting.items.for_page()))
    order = [line.item.pk for top in lines for line in [top, *top.children]]
    papers = list(Submission.objects.filter(item__meeting=meeting).order_by("order", "pk"))
    papers.sort(key=lambda paper: order.index(paper.item_id))
    taken = set() if meeting.is_draft else {paper.letter for paper in papers if paper.letter}
    after = max(map(number_of, taken), default=-1) + 1
    for paper in papers:
        if meeting.is_draft or not paper.letter:
            paper.letter, after = letter(after), after + 1
            paper.save(update_fields=["letter"])
