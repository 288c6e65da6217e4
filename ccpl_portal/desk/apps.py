from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "ccpl_portal.desk.site.Desk"

    def ready(self):
        super().ready()
        from . import care  # noqa: F401 - registers itself, once all models are there
