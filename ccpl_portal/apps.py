from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "ccpl_portal"
    verbose_name = "Portal"

    def ready(self):
        # Whoever asks for a job must know its kind, web process and worker alike.
        autodiscover_modules("tasks")
