from django.shortcuts import render
from django.views.decorators.http import require_safe

from networks.groups.models import Group

from .tree import ROW, STEP, TOP, rows_of, tree_of

# As wide as the longest name that a row may show.
NAME_WIDTH = 440


@require_safe
def page(request):
    groups = Group.objects.visible_to(request.user).exclude(status=Group.Status.CLOSED)
    tops = tree_of(groups.select_related("kind").order_by("kind__position", "name"))
    # Those with a line first; the many that stand alone come after, and need no diagram.
    lines = [node for node in tops if node.below]
    rows = rows_of(lines)
    deepest = max((node.depth for node in rows), default=0)
    return render(
        request,
        "networks/structure/page.html",
        {
            "lines": lines,
            "alone": [node for node in tops if not node.below],
            "rows": rows,
            "width": deepest * STEP + NAME_WIDTH,
            "height": TOP + len(rows) * ROW,
        },
    )
