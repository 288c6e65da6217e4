"""What moves when two groups turn out to be one.

Every row that points to a group moves by itself, whichever house declares it. A house says here
what to do with rows of which the remaining group may have one already:

    @cannot_just_move(Invitation)
    def settle(row, into): ...

The function is called for a row whose move the database refused, and must deal with it.
"""

_settlers = {}


def cannot_just_move(model):
    def register(function):
        _settlers[model._meta.label] = function
        return function

    return register


def settler_of(model):
    return _settlers.get(model._meta.label)
