from django.urls import path

from . import views

app_name = "profiles"

urlpatterns = [
    path("me/entry/", views.own, name="own"),
    path("people/<slug:slug>/edit/", views.edit, name="edit"),
]
