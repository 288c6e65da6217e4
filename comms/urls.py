from django.urls import include, path

urlpatterns = [
    path("", include("comms.home.urls")),
    path("", include("comms.pages.urls")),
    path("news/", include("comms.news.urls")),
    path("networks/", include("comms.group_news.urls")),
    path("", include("comms.follow.urls")),
]
