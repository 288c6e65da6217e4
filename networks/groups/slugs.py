from django.core.exceptions import ValidationError

# First words of the addresses under /networks/ that are no group's.
RESERVED = frozenset({"invitations", "missing", "propose", "proposals", "structure"})


def not_an_address(slug):
    if slug in RESERVED:
        raise ValidationError(
            f"“{slug}” is the address of another page. Choose another, for example {slug}-group",
            code="reserved",
        )
