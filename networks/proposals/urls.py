from django.urls import path

from . import views

app_name = "proposals"

urlpatterns = [
    path("propose/", views.propose, name="propose"),
    path("proposals/", views.listing, name="list"),
    path("proposals/<int:pk>/", views.detail, name="detail"),
]
