from defusedcsv import csv
from django.http import StreamingHttpResponse


class Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line):
        return line


def csv_response(filename, header, rows):
    """Stream `rows` as UTF-8 CSV; cells that a spreadsheet would run as a formula are defused."""
    writer = csv.writer(Echo())

    def lines():
        # The mark tells Excel that the file is UTF-8.
        yield "\ufeff" + writer.writerow(header)
        for row in rows:
            yield writer.writerow(["" if cell is None else cell for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_address(request):
    """The same list, with the same filters, as CSV."""
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return f"?{query.urlencode()}"
