from ccpl_portal.jobs.registry import handles

from . import store


@handles("files.tidy")
def tidy():
    store.remove_orphans()
