from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccpl_portal.web.caching import personal

from . import finding
from .spelling import suggestion

LONGEST = 200
PER_PAGE = 20


# What strangers type would crowd the pages out of the cache.
@personal
@require_safe
def search(request):
    text = " ".join(request.GET.get("q", "").split())
    if len(text) > LONGEST:
        too_long = f"Shorten your search to {LONGEST} characters or fewer"
        context = {"text": text[:LONGEST], "complaint": too_long}
        return render(request, "search/search.html", context, status=400)
    if not text:
        return render(request, "search/search.html")
    return render(request, "search/search.html", results(request, text))


def results(request, text):
    entries = finding.found(text, request.user)
    counts = finding.counts_of(entries)
    chosen = request.GET.get("kind", "")
    if chosen:
        entries = entries.filter(kind=chosen)
    paginator = Paginator(finding.best_first(entries, text).values_list("pk", flat=True), PER_PAGE)
    paginator.count = counts.get(chosen, 0) if chosen else sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    return {
        "text": text,
        "page": page,
        "rows": finding.with_extracts(list(page), text) if paginator.count else [],
        "chosen": chosen,
        "kinds": kinds(text, counts, chosen),
        "meant": None if counts else suggestion(text, request.user),
    }


def kinds(text, counts, chosen):
    """The kinds that were found, to narrow the list by, after the way back to all."""
    choices = [("", "Everything", sum(counts.values()))]
    choices += [(kind, kind, number) for kind, number in counts.items()]
    return [
        {
            "words": words,
            "number": number,
            "href": "?" + urlencode({"q": text, "kind": kind} if kind else {"q": text}),
            "is_chosen": kind == chosen,
        }
        for kind, words, number in choices
    ]
