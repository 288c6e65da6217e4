"""The letters of accounts, posted from the outbox."""

import secrets

from django.dispatch import receiver

from ccpl_portal.accounts.adapter import AccountAdapter
from ccpl_portal.accounts.signals import account_verified

from .actions import write_letter


class PostingAdapter(AccountAdapter):
    def deliver(self, *, to, template, context):
        write_letter(
            to=to,
            template=template,
            context=context,
            # Each code is a letter of its own, however often one asks.
            key=f"{template} {secrets.token_hex(8)}",
            secret="code" in context,
        )


@receiver(account_verified)
def tell_verified(user, **kwargs):
    write_letter(
        to=user,
        template="accounts/letters/verified",
        context={},
        key=f"account verified {user.pk} {user.verified_at.isoformat()}",
        about=user,
    )
