from django.urls import include, path

urlpatterns = [path("", include("quality.overview.urls"))]
