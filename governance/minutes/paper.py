"""The minutes on paper: a PDF/UA-1 document."""

from ccpl_portal.typeset.documents import pdf
from ccpl_portal.ui import site
from ccpl_portal.ui.dates import day


def as_pdf(record):
    return pdf("governance/minutes/minutes.typ", data_of(record))


def data_of(record):
    """What both papers print, as plain words."""
    meeting = record.meeting
    return {
        "title": f"Minutes: {meeting.name}, {day(meeting.starts_at)}",
        "system": site.current().system or site.portal_name(),
        "state": record.state_words,
        "facts": facts_of(record),
        "attendance": [[words, people] for words, people in record.attendance],
        "corrections": [correction_words(one) for one in record.general_corrections],
        "approvals": approvals_of(record.approvals_without_item),
        "parts": [part_of(part) for part in record.parts],
    }


def facts_of(record):
    meeting = record.meeting
    quoracy = record.quoracy
    facts = [["When", record.when]]
    facts += [["Where", meeting.place]] if meeting.place else []
    count = f": {quoracy.count_words}" if quoracy.is_known else ""
    facts += [["Quoracy", f"{quoracy.words}{count}"]] if quoracy.is_ruled else []
    facts += [["Missing", "; ".join(quoracy.missing)]] if quoracy.missing else []
    return facts


def part_of(part):
    return {
        "heading": f"{part.number} {part.title}",
        "level": 3 if part.is_child else 2,
        "not_quorate": part.not_quorate,
        "withdrawals": [
            f"{one.attendance.name} withdrew: {one.reason}" for one in part.withdrawals
        ],
        "approvals": approvals_of(part.approvals),
        "passages": [
            {
                "kind": passage.kind,
                "text": passage.text,
                "reference": passage.reference,
                "facts": ". ".join(passage.facts),
            }
            for passage in part.passages
        ],
        "corrections": [correction_words(one) for one in part.corrections],
    }


def approvals_of(approvals):
    return [
        f"The minutes of {day(one.meeting.starts_at)} were approved"
        f" {'with corrections' if one.with_corrections else 'as presented'}."
        for one in approvals
    ]


def correction_words(correction):
    on = day(correction.made_on)
    when = f"Corrected at the meeting of {on}" if correction.at_approval else f"Corrected on {on}"
    return f"{when}: {correction.text}"
