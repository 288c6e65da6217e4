from django.urls import include, path

urlpatterns = [
    path("leadership/", include("leadership_dev.hub.urls")),
    path("leadership/programmes/", include("leadership_dev.programmes.urls")),
    path("leadership/", include("leadership_dev.applications.urls")),
    path("leadership/applications/", include("leadership_dev.monitoring.urls")),
    path("leadership/transparency/", include("leadership_dev.transparency.urls")),
    path("leadership/roles/", include("leadership_dev.roles.urls")),
]
