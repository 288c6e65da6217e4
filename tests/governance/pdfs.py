import io

import pypdf


def pdf(pages=1):
    """A real PDF of so many empty pages, as bytes."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
