from ccpl_portal.outbox.registry import check

from .models import PoolEntry


@check("leadership.in_talent_pool")
def in_talent_pool(letter):
    return PoolEntry.objects.current().filter(user=letter.to_user).exists()
