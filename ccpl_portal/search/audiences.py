"""Whom a reader stands for, in tokens. An entry is found by whoever holds one of its own.

A room adds tokens of its own from AppConfig.ready():

    @provider
    def groups_of(user):
        return [f"group:{pk}" for pk in ...]

Providers are asked only about people who are signed in.
"""

from ccpl_portal.accounts.rules import is_manager, is_verified

PUBLIC = "public"
PROFESSIONAL = "pro"
MANAGER = "manager"

_providers = []


def provider(function):
    if function not in _providers:
        _providers.append(function)
    return function


def only(user):
    """The token of one person alone."""
    return f"user:{user.pk}"


def tokens_of(user):
    tokens = {PUBLIC}
    if user.is_authenticated and user.is_active:
        tokens.add(only(user))
        for ask in _providers:
            tokens.update(ask(user))
    return tokens


@provider
def standing(user):
    if is_verified(user):
        yield PROFESSIONAL
    if is_manager(user):
        yield MANAGER
