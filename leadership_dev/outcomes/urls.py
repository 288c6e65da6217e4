from django.urls import path

from . import answering, views

app_name = "outcomes"

ROLE = "roles/<slug:slug>/outcomes/"
ONE = f"{ROLE}<str:reference>/"

urlpatterns = [
    path(ROLE, views.page, name="page"),
    path(f"{ROLE}decision/", views.decision, name="decision"),
    path(f"{ROLE}decision/sign/", views.sign, name="sign"),
    path(f"{ROLE}reopen/", answering.ask, name="reopen"),
    path(f"{ROLE}two-keys/<int:pk>/", answering.confirm, name="confirm"),
    path(f"{ONE}feedback/", views.write, name="write"),
    path(f"{ONE}feedback/<int:pk>/remove/", views.remove_point, name="remove_point"),
    path(f"{ONE}promote/", answering.promote, name="promote"),
    path(f"{ONE}more-time/", answering.extend, name="extend"),
    path(f"{ONE}bring-back/", answering.ask, name="reinstate"),
    path(f"{ONE}decide/", answering.decide_again, name="decide_again"),
    path("applications/<uuid:public_id>/offer/", answering.offer, name="offer"),
]
