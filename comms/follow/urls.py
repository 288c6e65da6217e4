from django.urls import path

from . import views

app_name = "follow"

urlpatterns = [
    path("networks/<slug:slug>/follow/", views.follow, name="group"),
    path("follow/stop/<str:token>/", views.stop, name="stop"),
]
