from django.urls import path

from . import views

app_name = "levels"

urlpatterns = [
    path("", views.listing, name="list"),
    path("set/", views.change, name="change"),
]
