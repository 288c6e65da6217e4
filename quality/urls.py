from django.urls import include, path

urlpatterns = [
    path("returns/", include("quality.returns.urls")),
    path("", include("quality.overview.urls")),
]
