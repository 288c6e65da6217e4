from django.urls import path

from . import views

app_name = "returns"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:ods>/<slug:set_slug>/<int:year>-<int:number>/", views.edit, name="edit"),
    path("<str:ods>/<str:code>/<int:year>-<int:number>/versions/", views.versions, name="versions"),
]
