from django.urls import path

from . import views

app_name = "organisations"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:ods_code>/", views.detail, name="detail"),
]
