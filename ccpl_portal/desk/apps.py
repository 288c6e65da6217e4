from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "ccpl_portal.desk.site.Desk"
