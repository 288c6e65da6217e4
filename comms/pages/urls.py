from django.urls import path

from . import views
from .models import STANDARD

app_name = "pages"

urlpatterns = [
    path("about/", views.about, name="about"),
    path("about/<slug:slug>/", views.detail, name="detail"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    *(path(f"{slug}/", views.standard, {"slug": slug}, name=slug) for slug in STANDARD),
]
