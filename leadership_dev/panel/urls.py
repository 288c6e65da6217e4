from django.urls import path

from . import views

app_name = "panel"

urlpatterns = [
    path("panel/", views.listing, name="list"),
    path("roles/<slug:slug>/panel/members/", views.members, name="members"),
    path("roles/<slug:slug>/panel/members/<int:pk>/remove/", views.remove_member, name="remove"),
    path("roles/<slug:slug>/panel/declaration/", views.declaration, name="declaration"),
    path("roles/<slug:slug>/panel/declaration/name/", views.name_tie, name="name_tie"),
    path("roles/<slug:slug>/panel/declaration/<int:pk>/", views.drop_tie, name="drop_tie"),
    path("roles/<slug:slug>/panel/conflicts/", views.conflicts, name="conflicts"),
    path("roles/<slug:slug>/panel/conflicts/<int:pk>/", views.settle, name="settle"),
    path("roles/<slug:slug>/panel/<str:reference>/recognise/", views.recognise, name="recognise"),
]
