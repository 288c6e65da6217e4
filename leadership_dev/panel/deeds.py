"""Small deeds that buttons of a page do, beside the page's own form."""

from django.http import Http404


def pressed(request, deeds):
    """The deed that the pressed button names, or None."""
    return deeds.get(request.POST.get("deed")) if request.method == "POST" else None


def chosen(records, request, by="pk"):
    """The record that the pressed button names; 404 for one that is not among them."""
    value = request.POST.get(by, "")
    try:
        found = records.filter(**{by: value}).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
