from django.urls import path

from . import views

app_name = "actions"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<slug:reference>/", views.detail, name="detail"),
    path("<slug:reference>/edit/", views.edit, name="edit"),
]
