from django.urls import path

from . import views

app_name = "missing"

urlpatterns = [
    path("missing/", views.of_all, name="all"),
    path("missing/plan/", views.plan, name="plan_for_all"),
    path("<slug:slug>/missing/", views.of_group, name="group"),
    path("<slug:slug>/missing/plan/", views.plan, name="plan"),
]
