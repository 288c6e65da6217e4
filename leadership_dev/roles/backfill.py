"""The letter about protected time that an applicant gives to their employer, as a Word file."""

from io import BytesIO

from docx import Document

from ccpl_portal.ui import dates, site

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter(role):
    document = Document()
    document.core_properties.title = f"Protected time for {role.title}"
    document.core_properties.author = site.current().name
    document.core_properties.language = "en-GB"
    document.add_heading(f"Protected time for {role.title}", level=1)
    for words in paragraphs(role):
        document.add_paragraph(words)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def paragraphs(role):
    terms = role.terms
    yield "Fill in the gaps in square brackets before you send this letter."
    yield "Dear [your line manager],"
    yield (
        f"I am applying for the role of {role.title} in {site.current().name}. If I am appointed,"
        f" it takes {terms.words} a week ({terms.hours_words}, {terms.wte:.2f} whole-time"
        f" equivalent) for {role.term_months} months."
    )
    if role.starts_on:
        yield f"The term is expected to begin on {dates.day(role.starts_on)}."
    yield f"Pay or backfill: {role.pay}"
    if role.employer_told:
        yield f"What you will be told by the programme, and when: {role.employer_told}"
    yield "Please tell me whether [your employer] can release me for this time."
    yield f"Questions go to {role.contact_name}, {role.contact_email}."
    yield "[your name]"
