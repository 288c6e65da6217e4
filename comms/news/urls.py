from django.urls import path

from . import feeds, views

app_name = "news"

urlpatterns = [
    path("", views.listing, name="list"),
    path("feed/", feeds.NewsFeed(), name="feed"),
    path("<slug:slug>/", views.detail, name="detail"),
]
