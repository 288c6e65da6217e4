from django.urls import path

from . import views

app_name = "joining"

urlpatterns = [
    path("<slug:slug>/join/", views.join, name="join"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/requests/<int:pk>/", views.request_page, name="request"),
]
