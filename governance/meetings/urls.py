from django.urls import path

from . import views

app_name = "meetings"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>.ics", views.calendar, name="calendar"),
]
