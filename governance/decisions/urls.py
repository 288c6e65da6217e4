from django.urls import path

from . import views

app_name = "decisions"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<slug:reference>/", views.detail, name="detail"),
]
