from django.urls import path

from . import views

app_name = "calendar"

urlpatterns = [
    path("governance/calendar.ics", views.feed, name="feed"),
    path("networks/<slug:slug>/calendar.ics", views.group_feed, name="group_feed"),
]
