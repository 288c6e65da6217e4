from django.urls import include, path

urlpatterns = [
    path("leadership/", include("leadership_dev.hub.urls")),
    path("leadership/programmes/", include("leadership_dev.programmes.urls")),
    path("leadership/", include("leadership_dev.applications.urls")),
    path("leadership/applications/", include("leadership_dev.monitoring.urls")),
    path("leadership/talent-pool/", include("leadership_dev.pool.urls")),
    path("leadership/posts/", include("leadership_dev.posts.urls")),
    path("leadership/transparency/", include("leadership_dev.transparency.urls")),
    # Addresses with a word of their own come before those with a reference in the same place.
    path("leadership/", include("leadership_dev.panel.urls")),
    path("leadership/roles/<slug:slug>/panel/", include("leadership_dev.scoring.urls")),
    path("leadership/", include("leadership_dev.interviews.urls")),
    path("leadership/", include("leadership_dev.outcomes.urls")),
    path("leadership/", include("leadership_dev.coordination.urls")),
    path("leadership/roles/", include("leadership_dev.roles.urls")),
]
