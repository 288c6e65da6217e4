from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from .celery import app
from .ui import navigation


class PortalConfig(AppConfig):
    name = "ccpl_portal"
    verbose_name = "Portal"
    # Loaded with Django, so that tasks find it; the launcher imports this package without either.
    celery = app

    def ready(self):
        # Here, because they need the models: what listens, what is checked, what menus hold.
        from .accounts import checks, receivers  # noqa: F401
        from .outbox import adapter  # noqa: F401
        from .search import actions  # noqa: F401

        navigation.add("My account", "accounts:me", order=10, menu="account")
        navigation.add(
            "Manage",
            "admin:index",
            order=20,
            menu="account",
            shown_to=lambda user: user.is_staff,
        )
        # Whoever asks for a job must know its kind, web process and worker alike. Each house
        # tells the registers of the shared rooms what it has in its registration.py.
        autodiscover_modules("tasks", "registration")
        # A house keeps the files that a pack can give it in packs.py; the shared rooms' are here.
        from .packs import drawn, loaders  # noqa: F401

        autodiscover_modules("packs")
