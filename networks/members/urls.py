from django.urls import path

from . import views

app_name = "members"

urlpatterns = [
    path("<slug:slug>/members/", views.listing, name="list"),
    path("<slug:slug>/members/add/", views.add, name="add"),
    path("<slug:slug>/members/<int:pk>/", views.change, name="change"),
    path("<slug:slug>/members/<int:pk>/end/", views.end, name="end"),
]
