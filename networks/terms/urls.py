from django.urls import path

from . import views

app_name = "terms"

urlpatterns = [
    path("<slug:slug>/terms/", views.version, name="newest"),
    path("<slug:slug>/terms/add/", views.add, name="add"),
    path("<slug:slug>/terms/<int:number>/", views.version, name="version"),
]
