"""What other rooms show on an applicant's page: slots to book, feedback, an offer.

@part(order=20)
def slots(application):  ->  (template, context), or None when there is nothing to show
"""

_parts = []


def part(order):
    def register(function):
        _parts.append((order, function))
        return function

    return register


def parts_of(application):
    shown = []
    for _, function in sorted(_parts, key=lambda pair: pair[0]):
        if found := function(application):
            template, context = found
            shown.append({"template": template, **context})
    return shown
