from django.urls import include, path

urlpatterns = [
    path("", include("governance.calendar.urls")),
    path("governance/", include("governance.hub.urls")),
    path("governance/", include("governance.planning.urls")),
    path("governance/", include("governance.papers.urls")),
    path("governance/", include("governance.publishing.urls")),
    path("governance/customs/", include("governance.customs.urls")),
    path("governance/meetings/", include("governance.binder.urls")),
    path("governance/meetings/", include("governance.meetings.urls")),
    # Before the minutes: a withdrawal is no kind of entry.
    path("governance/meetings/", include("governance.attendance.urls")),
    path("governance/meetings/", include("governance.minutes.urls")),
    path("governance/decisions/", include("governance.decisions.urls")),
    path("governance/actions/", include("governance.actions.urls")),
    path("governance/delivery/", include("governance.delivery.urls")),
]
