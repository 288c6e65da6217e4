"""Who hears of a published decision. Houses above register in their registration module:

    @when_published
    def tell_the_asker(decision): ...

Called once for each decision, in the transaction that publishes it.
"""

_listeners = []


def when_published(function):
    _listeners.append(function)
    return function


def tell(decision):
    for listener in _listeners:
        listener(decision)
