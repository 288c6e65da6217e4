from django.urls import include, path

urlpatterns = [
    path("networks/", include("networks.directory.urls")),
    path("networks/", include("networks.structure.urls")),
    path("networks/", include("networks.missing.urls")),
    path("networks/", include("networks.proposals.urls")),
    path("networks/", include("networks.joining.urls")),
    path("networks/", include("networks.invitations.urls")),
    path("networks/", include("networks.members.urls")),
    path("networks/", include("networks.editing.urls")),
    path("networks/", include("networks.terms.urls")),
    path("networks/", include("networks.history.urls")),
    path("", include("networks.resources.urls")),
    path("networks/", include("networks.groups.urls")),
]
