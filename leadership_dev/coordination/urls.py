from django.urls import path

from . import views

app_name = "coordination"

urlpatterns = [
    path("coordination/", views.listing, name="list"),
    path("coordination/letters/", views.letters, name="letters"),
    path("coordination/letters/<slug:name>/", views.letter, name="letter"),
    path("coordination/<slug:slug>/", views.role, name="role"),
    path("coordination/<slug:slug>/<str:reference>/hold/", views.legal_hold, name="hold"),
    path("roles/<slug:slug>/progress/", views.progress, name="progress"),
]
