from django.urls import path

from . import views

app_name = "transparency"

urlpatterns = [
    path("", views.listing, name="list"),
    path("roles/<slug:slug>/", views.role, name="role"),
    path("years/<slug:slug>/", views.year, name="year"),
    path("years/<slug:slug>/publish/", views.publish, name="publish"),
]
