from django.urls import path

from . import views

app_name = "panel"

urlpatterns = [
    path("panel/", views.listing, name="list"),
    path("roles/<slug:slug>/panel/members/", views.members, name="members"),
    path("roles/<slug:slug>/panel/declaration/", views.declaration, name="declaration"),
    path("roles/<slug:slug>/panel/conflicts/", views.conflicts, name="conflicts"),
    path("roles/<slug:slug>/panel/conflicts/<int:pk>/", views.settle, name="settle"),
    path("roles/<slug:slug>/panel/<str:reference>/recognise/", views.recognise, name="recognise"),
]
