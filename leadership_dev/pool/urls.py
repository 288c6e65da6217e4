from django.urls import path

from . import views

app_name = "pool"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("leave/<str:token>/", views.leave_by_link, name="leave"),
]
