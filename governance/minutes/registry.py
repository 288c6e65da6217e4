"""Who hears key messages beside the members. Houses above register in their registration module:

    @hears_key_messages
    def followers_of(group): ...

It returns accounts. They are written to only about meetings that everybody may know of.
"""

_listeners = []


def hears_key_messages(function):
    _listeners.append(function)
    return function


def listeners_of(group):
    return [user for listener in _listeners for user in listener(group)]
