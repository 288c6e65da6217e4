import io
import re
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quality.models import BodyMembership, Layout, MeasureSet, Return, Upload
from quality.returns.checks import looks_like_a_patient
from quality.returns.due import months_ago
from tests.factories.accounts import UserFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SystemFactory,
)

ADDRESS = "/quality/returns/upload/"
LAST, BEFORE = months_ago(1), months_ago(2)
HEADING = "Organisation\tMeasure\tMonth\tNumerator\tDenominator\tNote\n"


@pytest.fixture
def contact(db):
    """Sends VTE (a proportion) and FALLS (a count) for RKB, both owed for three months."""
    home = SystemFactory(code="QWU", name="Arden", place=RootFactory())
    contact = ReturnsContactFactory(body=BodyFactory(system=home, code="RKB", name="Coventry"))
    found = MeasureSetFactory(system=home, slug="safety")
    for code, kind in [("VTE", "proportion"), ("FALLS", "count")]:
        measure = MeasureFactory(system=home, set=found, code=code, name=code, kind=kind)
        ObligationFactory(body=contact.body, measure=measure, from_on=months_ago(3))
    return contact


@pytest.fixture
def quality_lead(client, contact):
    client.force_login(contact.user)
    return client


def paste(client, rows, heading=HEADING):
    data = {"pasted": heading + rows, "quality": "final"}
    return client.post(ADDRESS, data, follow=True)


def send_file(client, name, content):
    file = SimpleUploadedFile(name, content)
    return client.post(ADDRESS, {"file": file, "quality": "final"}, follow=True)


def workbook(rows, dress=lambda sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    dress(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def faults(response):
    return [
        (row.number, fault.column, fault.reason)
        for row in response.context["report"].bad
        for fault in row.faults
    ]


def stored():
    fields = ["measure__code", "period", "version", "numerator", "denominator", "quality", "state"]
    return list(Return.objects.order_by("measure__code", "period", "version").values_list(*fields))


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_pasted_rows_are_looked_at_then_stored(quality_lead):
    rows = f"RKB\tVTE\t{LAST}\t95\t1,000\t\nrkb\tFalls\t{LAST:%B %Y}\t3\t\tOne\n"
    page = paste(quality_lead, rows)

    assert stored() == []
    assert "2 rows are good. Nothing is stored yet." in words_of(page)
    done = quality_lead.post(page.request["PATH_INFO"], {"deed": "all"}, follow=True)

    assert stored() == [
        ("FALLS", LAST, 1, 3, None, "final", "submitted"),
        ("VTE", LAST, 1, 95, 1000, "final", "submitted"),
    ]
    assert "2 figures were stored." in words_of(done)
    assert Upload.objects.count() == 0


def test_three_bad_rows_are_named_the_good_ones_stored_and_nothing_is_lost(quality_lead):
    page = paste(
        quality_lead,
        f"RKB\tVTE\t{LAST}\t95\t100\t\n"
        f"RKB\tVTE\t{BEFORE}\t120\t100\tNew ward\n"
        f"RJC\tVTE\t{BEFORE}\t95\t100\t\n"
        f"RKB\tFALLS\t{BEFORE}\ttwelve\t\t\n",
    )
    assert faults(page) == [
        (
            3,
            "numerator",
            "The numerator (120) is above the denominator (100). In a proportion it can be at "
            "most as large",
        ),
        (4, "organisation", "“RJC” is not an organisation you send for"),
        (5, "numerator", "Enter a whole number for the numerator, not “twelve”"),
    ]
    address = page.request["PATH_INFO"]
    assert quality_lead.post(address, {"deed": "all"}).status_code == 409
    assert stored() == []

    page = quality_lead.post(address, {"deed": "good"}, follow=True)
    assert "1 figure was stored. " in words_of(page)
    assert "3 rows are still here to be corrected." in words_of(page)

    mended = {"3-numerator": "92", "4-organisation": "RKB", "5-numerator": "12"}
    page = quality_lead.post(address, {"deed": "check", **mended}, follow=True)
    assert faults(page) == [
        (3, "period", "The same measure and month stand in row 4 too. Keep one of them"),
        (4, "period", "The same measure and month stand in row 3 too. Keep one of them"),
    ]
    page = quality_lead.post(
        address, {"deed": "check", "4-period": f"{months_ago(3)}"}, follow=True
    )
    assert faults(page) == []
    quality_lead.post(address, {"deed": "all"})

    assert [row[:5] for row in stored()] == [
        ("FALLS", BEFORE, 1, 12, None),
        ("VTE", months_ago(3), 1, 95, 100),
        ("VTE", BEFORE, 1, 92, 100),
        ("VTE", LAST, 1, 95, 100),
    ]
    assert Return.objects.get(numerator=92).note == "New ward"


def test_nothing_is_stored_when_the_sheet_is_thrown_away(quality_lead):
    page = paste(quality_lead, f"RKB\tVTE\t{LAST}\t95\t100\t\n")

    quality_lead.post(page.request["PATH_INFO"], {"deed": "throw"})

    assert (stored(), Upload.objects.count()) == ([], 0)
    gone = quality_lead.post(page.request["PATH_INFO"], {"deed": "all"})
    assert gone.status_code == 404


def test_what_was_sent_is_left_alone_and_a_correction_asks_why(quality_lead, contact):
    rows = f"RKB\tVTE\t{LAST}\t95\t100\t\nRKB\tVTE\t{BEFORE}\t90\t100\t\n"
    page = paste(quality_lead, rows)
    quality_lead.post(page.request["PATH_INFO"], {"deed": "all"})

    page = paste(quality_lead, rows.replace("\t90\t", "\t91\t"))
    assert "1 row says what was sent before, and is left alone" in words_of(page)
    refused = quality_lead.post(page.request["PATH_INFO"], {"deed": "all"})
    assert refused.context["form"].errors == {"reason": ["Enter why the figures change"]}
    said = {"deed": "all", "reason": "One was missed"}
    quality_lead.post(page.request["PATH_INFO"], said)

    assert [row[:4] for row in stored()] == [
        ("VTE", BEFORE, 1, 90),
        ("VTE", BEFORE, 2, 91),
        ("VTE", LAST, 1, 95),
    ]
    assert Return.objects.get(version=2).reason == "One was missed"


def test_a_figure_far_outside_the_past_asks_whether_it_is_right(quality_lead, contact):
    contact.body.obligations.update(from_on=months_ago(14))
    vte = contact.body.obligations.get(measure__code="VTE")
    for count in range(2, 14):
        period = months_ago(count)
        ReturnFactory(obligation=vte, period=period, numerator=94 + count % 2, denominator=100)

    page = paste(quality_lead, f"RKB\tVTE\t{LAST}\t40\t100\t\n")
    assert "40% lies outside your own past of" in words_of(page)
    refused = quality_lead.post(page.request["PATH_INFO"], {"deed": "all"})
    assert list(refused.context["form"].errors) == ["sure"]
    quality_lead.post(page.request["PATH_INFO"], {"deed": "all", "sure": "on"})

    assert Return.objects.filter(numerator=40).count() == 1


def test_columns_of_another_layout_are_matched_once_and_remembered(quality_lead, contact):
    heading = "What\tWhen\tTop\tBottom\n"
    row = f"VTE\t{LAST:%b %Y}\t95\t100\n"
    page = paste(quality_lead, row, heading)
    assert page.redirect_chain[-1][0].endswith("/columns/")

    twice = {"measure": "0", "period": "1", "numerator": "2", "denominator": "2"}
    refused = quality_lead.post(page.request["PATH_INFO"], twice)
    assert refused.context["form"].non_field_errors() == [
        "Each column can hold one thing: two are matched to the same one"
    ]
    matches = {"measure": "0", "period": "1", "numerator": "2", "denominator": "3"}
    page = quality_lead.post(page.request["PATH_INFO"], matches, follow=True)
    assert [row.values["numerator"] for row in page.context["report"].good] == [95]

    # A deputy of the same organisation need not say it again.
    deputy = ReturnsContactFactory(body=contact.body, is_deputy=True)
    quality_lead.force_login(deputy.user)
    page = paste(quality_lead, row, heading)
    assert [row.values["denominator"] for row in page.context["report"].good] == [100]
    assert Layout.objects.count() == 1


def test_figures_without_a_heading_keep_their_first_row(quality_lead):
    page = paste(quality_lead, f"RKB\tVTE\t{LAST}\t95\t100\n", heading="")

    assert page.redirect_chain[-1][0].endswith("/columns/")
    assert [row["cells"][3] for row in Upload.objects.get().rows] == ["95"]


def test_the_template_holds_what_is_owed_and_goes_in_again(quality_lead):
    book = openpyxl.load_workbook(io.BytesIO(quality_lead.get(f"{ADDRESS}template.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert [(row[0], row[1], row[3].date()) for row in rows[1:]] == [
        ("RKB", code, months_ago(count)) for count in (3, 2, 1) for code in ("FALLS", "VTE")
    ]
    book.active["E2"] = 9
    target = io.BytesIO()
    book.save(target)

    page = send_file(quality_lead, "returns.xlsx", target.getvalue())
    assert faults(page) == []
    quality_lead.post(page.request["PATH_INFO"], {"deed": "all"})

    assert [row[:5] for row in stored()] == [("FALLS", months_ago(3), 1, 9, None)]
    told = quality_lead.get(f"{ADDRESS}template.csv").content.decode("utf-8-sig")
    assert told.splitlines()[1].startswith(f"RKB,VTE,VTE,{months_ago(3)},")


def test_the_export_of_what_was_sent_changes_nothing_when_it_comes_back(quality_lead, contact):
    for obligation in contact.body.obligations.all():
        denominator = 100 if obligation.measure.code == "VTE" else None
        ReturnFactory(obligation=obligation, period=LAST, numerator=7, denominator=denominator)
    exported = quality_lead.get("/quality/returns/?format=csv")
    content = b"".join(exported.streaming_content)

    page = send_file(quality_lead, "returns.csv", content)

    report = page.context["report"]
    assert (len(report.as_before), report.good, report.bad) == (2, [], [])


def test_a_thousand_rows_with_three_bad_ones_take_few_queries(
    quality_lead, contact, django_assert_max_num_queries
):
    contact.body.obligations.update(from_on=None)
    months = [months_ago(n) for n in range(1, 501)]
    kinds = [("VTE", 10), ("FALLS", "")]
    lines = [f"RKB\t{code}\t{month}\t5\t{d}\t" for month in months for code, d in kinds]
    for n in (10, 500, 998):
        lines[n] = lines[n].replace("\t5\t", "\t-5\t")
    page = paste(quality_lead, "\n".join(lines))
    assert [row[:2] for row in faults(page)] == [(n, "numerator") for n in (12, 502, 1000)]

    with django_assert_max_num_queries(40):
        quality_lead.post(page.request["PATH_INFO"], {"deed": "good"})

    assert len(stored()) == 997


GOOD = ["RKB", "VTE", f"{LAST}", 95, 100]
TITLES = ["Organisation", "Measure", "Month", "Numerator", "Denominator"]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({3: "=94+1"}, "numerator", "This cell holds a formula. Enter the figure itself"),
        (
            {3: "12 Jan"},
            "numerator",
            "Excel has made a date of this cell (12 Jan). Enter the figure, and set the column to "
            "numbers",
        ),
        (
            {3: BEFORE},
            "numerator",
            f"Excel has made a date of this cell (1 {BEFORE:%b}). Enter the figure, and set the "
            "column to numbers",
        ),
        (
            {2: 45292},
            "period",
            "45292 is Excel's number for 1 January 2024. Enter the month, or set the cell to a "
            "date",
        ),
        (
            {2: "12 Jan"},
            "period",
            "Excel has left the year out (12 Jan). Enter the month and the year",
        ),
        (
            {2: months_ago(0)},
            "period",
            f"{months_ago(0):%B %Y} is not over yet",
        ),
        ({1: "XYZ"}, "measure", "“XYZ” is not a measure that you return"),
        ({3: "95%"}, "numerator", "Enter the count, not the percentage 95%"),
        ({3: 12.5}, "numerator", "Enter a whole number for the numerator, not “12.5”"),
        ({3: "#REF!"}, "numerator", "This cell shows an error. Enter the figure"),
        ({4: None}, "denominator", "Enter the denominator: a proportion needs one"),
        (
            {3: 120},
            "numerator",
            "The numerator (120) is above the denominator (100). In a proportion it can be at "
            "most as large",
        ),
        ({3: -1}, "numerator", "The numerator is -1. It cannot be below 0"),
        ({4: -100}, "denominator", "The denominator is -100. It cannot be below 0"),
        ({3: 5, 4: 0}, "numerator", "The numerator is 5, but the denominator is 0"),
        ({3: None}, "numerator", "Enter the numerator"),
        ({1: "FALLS"}, "denominator", "A count has no denominator: leave it empty"),
        (
            {2: f"{LAST:%Y-%m}-15"},
            "period",
            f"Enter the first day of a month: {LAST}, not {LAST:%Y-%m}-15",
        ),
        ({0: "T99"}, "organisation", "“T99” is not an organisation you send for"),
        (
            {2: months_ago(5)},
            "measure",
            f"VTE is not expected from RKB for {months_ago(5):%B %Y}",
        ),
    ],
)
def test_what_excel_does_to_a_cell_is_refused_by_row_and_column(quality_lead, cells, column, words):
    row = list(GOOD)
    for place, value in cells.items():
        row[place] = value
    other = ["RKB", "FALLS", f"{LAST}", 2, None]

    page = send_file(quality_lead, "returns.xlsx", workbook([TITLES, row, other]))

    assert faults(page) == [(2, column, words)]
    assert [good.number for good in page.context["report"].good] == [3]


def test_a_month_in_which_the_organisation_was_not_open_is_refused(quality_lead, contact):
    BodyMembership.objects.update(until_on=LAST)
    others = contact.body.obligations.filter(measure__code="FALLS")
    others.update(until_on=LAST)

    page = send_file(quality_lead, "returns.xlsx", workbook([TITLES, GOOD]))

    closed = f"{LAST.day} {LAST:%B %Y}"
    words = f"RKB was not open in {LAST:%B %Y}: it ended on {closed}"
    assert faults(page) == [(2, "organisation", words)]


def test_merged_cells_are_refused_row_by_row(quality_lead):
    below = ["RKB", "VTE", f"{BEFORE}", 95, 100]
    rows = [TITLES, GOOD, below, ["RKB", "FALLS", f"{LAST}", 1, None]]
    content = workbook(rows, lambda sheet: sheet.merge_cells("D2:D3"))

    page = send_file(quality_lead, "returns.xlsx", content)

    words = "This cell is merged with others. Unmerge them and fill each"
    assert faults(page) == [(2, "numerator", words), (3, "numerator", words)]


def test_a_title_above_the_heading_is_passed_over(quality_lead):
    content = workbook([["Return of Coventry"], [], TITLES, GOOD])

    page = send_file(quality_lead, "returns.xlsx", content)

    assert [row.number for row in page.context["report"].good] == [4]


def test_letters_in_another_encoding_are_refused_where_they_stand(quality_lead):
    content = (
        "Organisation,Measure,Month,Numerator,Denominator,Note\n"
        f"RKB,VTE,{LAST},95,100,Café ward\nRKB,FALLS,{LAST},2,,\n"
    ).encode("cp1252")

    page = send_file(quality_lead, "returns.csv", content)

    assert [row[:2] for row in faults(page)] == [(2, "note")]
    address = page.request["PATH_INFO"]
    page = quality_lead.post(address, {"deed": "check", "2-note": "Café ward"}, follow=True)
    assert faults(page) == []


def bomb():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 9))
    part = b'<worksheet xmlns="x"><sheetData>' + rows + b" " * 200_000_000
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([TITLES]))) as good,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in good.namelist():
            archive.writestr(name, part if "sheet1" in name else good.read(name))
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("returns.xlsx", lambda: b"x" * 50 * 1024 * 1024, "The file must be smaller than 20.0"),
        ("returns.xlsx", bomb, "The file unpacks to more than 100.0"),
        ("returns.xlsx", lambda: workbook([TITLES])[:900], "The file is damaged. Save it again"),
        (
            "returns.xlsx",
            lambda: workbook([[f"C{n}" for n in range(1000)], GOOD]),
            "It holds 1,000 columns. A return has 60 at most: delete those that are not needed",
        ),
        ("returns.pdf", lambda: b"%PDF-1.4", "Choose an Excel or a CSV file"),
        ("returns.csv", lambda: "A,B\n1,2\n".encode("utf-16"), "The file is called .csv, but what"),
        (
            "returns.csv",
            lambda: b"Measure,Month,Numerator\n" + b"VTE,2024-04-01,1\n" * 5100,
            "It holds more than 5,000 rows. Send it in several parts",
        ),
        (
            "returns.xlsx",
            lambda: workbook([[*TITLES, "Patient"], [*GOOD, "943 476 5919"]]),
            "Row 2, column 6 holds what looks like an NHS number. Returns hold counts and nothing "
            "about a patient: take such columns out. Nothing of this sheet was kept",
        ),
        ("returns.csv", lambda: b"\n\n", "There is nothing in it. Choose a sheet that holds"),
    ],
    ids=["50 MB", "bomb", "cut off", "wide", "pdf", "utf-16", "long", "patient", "empty"],
)
def test_a_file_that_cannot_be_a_return_is_refused_in_words(quality_lead, name, content, words):
    page = send_file(quality_lead, name, content())

    assert [error.split(words)[0] for error in page.context["form"].errors["file"]] == [""]
    assert Upload.objects.count() == 0


def test_a_row_that_is_miles_down_does_not_keep_the_server_busy(quality_lead):
    def deep(sheet):
        sheet["A1048576"] = "RKB"
        sheet["XFD3"] = "far"

    page = send_file(quality_lead, "returns.xlsx", workbook([TITLES, GOOD], deep))

    assert "It holds 16,384 columns" in page.context["form"].errors["file"][0]


def test_ten_digits_are_a_patient_only_when_they_check():
    told = {
        words: looks_like_a_patient(words)
        for words in [
            "9434765919",
            "943 476 5919",
            "943-476-5919",
            "9434765918",
            "19434765919",
            "987654321",
        ]
    }

    assert told == {
        "9434765919": True,
        "943 476 5919": True,
        "943-476-5919": True,
        "9434765918": False,
        "19434765919": False,
        "987654321": False,
    }


def test_a_patient_is_refused_in_the_boxes_and_in_the_form_too(quality_lead):
    page = paste(quality_lead, f"RKB\tVTE\t{LAST}\t950\t100\t\n")
    said = {"deed": "check", "2-numerator": "9434765919"}

    refused = quality_lead.post(page.request["PATH_INFO"], said)

    assert refused.status_code == 400
    assert "9434765919" not in str(Upload.objects.get().rows)
    form = quality_lead.post(
        f"/quality/returns/RKB/safety/{LAST:%Y-%m}/", {"note": "943 476 5919", "quality": "final"}
    ).context["form"]
    assert form.errors["note"] == [
        "This looks like an NHS number. Write nothing that could identify a patient"
    ]


def test_only_who_sends_returns_finds_the_page_and_only_their_own_sheet(client, contact):
    other = ReturnsContactFactory(body=BodyFactory(system=contact.body.system, code="RJC"))
    client.force_login(contact.user)
    sheet = paste(client, f"RKB\tVTE\t{LAST}\t95\t100\t\n").request["PATH_INFO"]

    client.force_login(other.user)
    assert client.get(ADDRESS).status_code == 200
    assert client.get(sheet).status_code == 404
    assert client.post(sheet, {"deed": "all"}).status_code == 404
    client.force_login(UserFactory())
    assert client.get(ADDRESS).status_code == 404
    client.logout()
    assert client.get(ADDRESS).status_code == 302
    assert stored() == []


def test_a_figure_waits_for_its_executive_where_the_set_asks_for_it(quality_lead, contact):
    MeasureSet.objects.update(needs_sign_off=True)

    page = paste(quality_lead, f"RKB\tVTE\t{LAST}\t95\t100\t\n")
    quality_lead.post(page.request["PATH_INFO"], {"deed": "all"})

    assert [row[5] for row in stored()] == ["provisional"]
