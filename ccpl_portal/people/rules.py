"""Who sees what of a person. A personal address is never shown to an anonymous reader."""

import rules

from ccpl_portal.accounts.rules import is_manager, is_verified, manage

from .registry import may_by_role


@rules.predicate
def is_oneself(user, person):
    return user.is_authenticated and person.user_id == user.pk


@rules.predicate
def may_read(user, person):
    """The same answer as Person.objects.visible_to, for one entry that is at hand."""
    if person.audience == person.Audience.PUBLIC or is_oneself(user, person):
        return True
    if person.audience == person.Audience.VERIFIED:
        return is_verified(user)
    return is_manager(user)


def may_read_part(user, person, part):
    """Whether the reader of an entry may read its expertise, biography or picture."""
    audience = getattr(person, f"{part}_audience")
    if audience == person.Audience.PUBLIC or is_oneself(user, person):
        return True
    if audience == person.Audience.VERIFIED:
        return is_verified(user) or is_manager(user)
    return is_manager(user)


@rules.predicate
def may_see_picture(user, person):
    return may_read(user, person) and may_read_part(user, person, "picture")


@rules.predicate
def may_edit(user, person):
    """One's own entry, once somebody has vouched for the account; managers edit all."""
    return is_manager(user) or (is_verified(user) and is_oneself(user, person))


@rules.predicate
def may_read_private_contact(user, person):
    return is_oneself(user, person) or is_manager(user) or may_by_role(user, person)


@rules.predicate
def may_read_shared_contact(user, person):
    return is_verified(user) or is_oneself(user, person)


def contact_for(user, person):
    """The e-mail address and phone number that this reader may have; "" where none."""
    if not person.email and not person.phone:
        return "", ""
    if may_read_private_contact(user, person):
        return person.email, person.phone
    if may_read_shared_contact(user, person):
        return (
            person.email if person.shows_email else "",
            person.phone if person.shows_phone else "",
        )
    return "", ""


for model in [
    "person",
    "post",
    "postkind",
    "appointment",
    "profession",
    "professionfamily",
]:
    manage("ccpl_portal", model)
