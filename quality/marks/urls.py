from django.urls import path

from . import views

app_name = "marks"

urlpatterns = [
    path("<str:code>/marks/", views.edit, name="edit"),
    path("<str:code>/marks/<str:kind>/<int:pk>/remove/", views.remove, name="remove"),
]
