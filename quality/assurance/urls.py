from django.urls import path

from . import views

app_name = "assurance"
WHOSE = "<slug:level>/<str:code>/<int:year>-<int:number>/"

urlpatterns = [
    path("", views.listing, name="list"),
    path(WHOSE, views.report, name="report"),
    path(f"{WHOSE}write/", views.write, name="write"),
]
