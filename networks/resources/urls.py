from django.urls import path

from . import views

app_name = "resources"

urlpatterns = [
    path("networks/<slug:slug>/resources/add/", views.add, name="add"),
    path("resources/", views.listing, name="list"),
    path("resources/<int:pk>/", views.detail, name="detail"),
    path("resources/<int:pk>/get/", views.get, name="get"),
    path("resources/<int:pk>/edit/", views.edit, name="edit"),
    path("resources/<int:pk>/replace/", views.replace, name="replace"),
    path("resources/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
