"""What can be started from a signal. Houses above register in their registration module:

    @starts_from_signal
    def lesson(signal, user):
        return "Write down what was learnt", "/learning/add/?signal=12"

A function answers with words and an address, or with None where there is nothing to start.
"""

_offers = []


def starts_from_signal(function):
    _offers.append(function)
    return function


def offers_for(signal, user):
    return [offer for ask in _offers if (offer := ask(signal, user))]
