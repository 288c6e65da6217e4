from django.urls import path

from . import views

app_name = "customs"

urlpatterns = [
    path("<slug:slug>/", views.edit, name="edit"),
    path("<slug:slug>/standing-items/", views.standing, name="standing"),
]
