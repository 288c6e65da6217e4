from django.urls import path

from . import answering, views

app_name = "outcomes"

ROLE = "roles/<slug:slug>/outcomes/"
ONE = f"{ROLE}<str:reference>/"

urlpatterns = [
    path(ROLE, views.page, name="page"),
    path(f"{ROLE}decision/", views.decision, name="decision"),
    path(f"{ROLE}reopen/", answering.ask, name="reopen"),
    path(f"{ONE}feedback/", views.write, name="write"),
    path(f"{ONE}more-time/", answering.extend, name="extend"),
    path(f"{ONE}bring-back/", answering.ask, name="reinstate"),
    path("applications/<uuid:public_id>/offer/", answering.offer, name="offer"),
]
