from django.urls import include, path

urlpatterns = [
    path("assurance/", include("quality.assurance.urls")),
    path("signals/levels/", include("quality.levels.urls")),
    path("signals/", include("quality.signals.urls")),
    path("returns/upload/", include("quality.uploads.urls")),
    path("returns/deputies/", include("quality.deputies.urls")),
    path("returns/", include("quality.sign_off.urls")),
    path("returns/", include("quality.returns.urls")),
    path("measures/", include("quality.marks.urls")),
    path("", include("quality.overview.urls")),
]
