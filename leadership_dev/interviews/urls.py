from django.urls import path

from . import views

app_name = "interviews"

ROLE = "roles/<slug:slug>/interviews/"
OWN = "applications/<uuid:public_id>/interview/"

urlpatterns = [
    path(ROLE, views.schedule, name="schedule"),
    path(f"{ROLE}times/", views.offer_times, name="offer_times"),
    path(f"{ROLE}plan/", views.plan, name="plan"),
    path(f"{ROLE}<str:reference>/scores/", views.sheet, name="sheet"),
    path(OWN, views.book, name="book"),
    path(f"{OWN}interview.ics", views.calendar, name="calendar"),
]
