from django.urls import include, path

urlpatterns = [
    path("governance/", include("governance.hub.urls")),
    path("governance/meetings/", include("governance.meetings.urls")),
    path("governance/delivery/", include("governance.delivery.urls")),
]
