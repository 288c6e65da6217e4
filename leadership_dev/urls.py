from django.urls import include, path

urlpatterns = [
    path("leadership/", include("leadership_dev.hub.urls")),
    path("leadership/programmes/", include("leadership_dev.programmes.urls")),
]
