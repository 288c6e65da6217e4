from django.urls import include, path

urlpatterns = [
    path("returns/upload/", include("quality.uploads.urls")),
    path("returns/", include("quality.returns.urls")),
    path("", include("quality.overview.urls")),
]
