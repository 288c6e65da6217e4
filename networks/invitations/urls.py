from django.urls import path

from . import views

app_name = "invitations"

urlpatterns = [
    path("invitations/<str:token>/", views.answer, name="answer"),
    path("<slug:slug>/invitations/", views.listing, name="list"),
    path("<slug:slug>/invitations/invite/", views.invite, name="invite"),
    path("<slug:slug>/invitations/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
