from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ccpl_portal"
    verbose_name = "Portal"
