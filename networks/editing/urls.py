from django.urls import path

from . import views

app_name = "editing"

urlpatterns = [
    path("<slug:slug>/edit/<slug:part>/", views.part, name="part"),
    path("<slug:slug>/quorum/add/", views.condition, name="condition"),
    path("<slug:slug>/quorum/<int:pk>/remove/", views.remove_condition, name="remove_condition"),
]
