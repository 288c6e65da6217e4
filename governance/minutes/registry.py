"""Who hears key messages beside the members. Houses above register in their registration module:

    @hears_key_messages
    def followers_of(group): ...

It returns pairs: an account, and the address where one press ends these letters. They are written
only about meetings that everybody may know of.
"""

_listeners = []


def hears_key_messages(function):
    _listeners.append(function)
    return function


def listeners_of(group):
    return [pair for listener in _listeners for pair in listener(group)]
