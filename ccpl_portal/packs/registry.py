"""Which files of a pack can be loaded: each house registers its own from AppConfig.ready()."""

from graphlib import TopologicalSorter

from django.core.exceptions import ImproperlyConfigured

_loaders = {}


def loads(path, after=()):
    """Register a loader for one file, or for each of a folder: `comms/news/*.md`."""

    def register(loader):
        _loaders[path] = loader(path, tuple(after))
        return loader

    return register


def known_paths():
    return list(_loaders)


def in_order():
    """Every loader, those that it comes after before it."""
    for loader in _loaders.values():
        for path in loader.after:
            if path not in _loaders:
                raise ImproperlyConfigured(f"{loader.path} comes after {path}, which nobody loads")
    order = TopologicalSorter({path: loader.after for path, loader in _loaders.items()})
    return [_loaders[path] for path in order.static_order()]
