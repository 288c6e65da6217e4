from django.urls import path

from . import views

app_name = "deputies"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
