from django.urls import path, register_converter

from . import drafting, feeds, views

app_name = "roles"


class SectionConverter:
    regex = "|".join(drafting.SECTIONS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SectionConverter, "role_section")

urlpatterns = [
    path("", views.listing, name="list"),
    path("feed/", feeds.RoleFeed(), name="feed"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/stop/<str:token>/", views.stop_alerts, name="stop_alerts"),
    path("new/", drafting.new, name="new"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/backfill-letter.docx", views.backfill_letter, name="backfill"),
    path("<slug:slug>/questions/ask/", views.ask, name="ask"),
    path("<slug:slug>/questions/<int:pk>/", views.answer, name="answer"),
    path("<slug:slug>/prepare/", drafting.prepare, name="prepare"),
    path("<slug:slug>/prepare/<role_section:name>/", drafting.section, name="section"),
    path("<slug:slug>/prepare/criteria/new/", drafting.criterion, name="new_criterion"),
    path("<slug:slug>/prepare/criteria/<int:pk>/", drafting.criterion, name="criterion"),
    path(
        "<slug:slug>/prepare/criteria/<int:pk>/remove/",
        drafting.remove_criterion,
        name="remove_criterion",
    ),
    path("<slug:slug>/prepare/copy/", drafting.copy, name="copy"),
    path("<slug:slug>/step/<slug:name>/", drafting.step, name="step"),
]
