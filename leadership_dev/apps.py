from django.apps import AppConfig


class LeadershipDevConfig(AppConfig):
    name = "leadership_dev"
    verbose_name = "Leadership development"
