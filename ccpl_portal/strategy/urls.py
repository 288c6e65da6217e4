from django.urls import path

from . import views

app_name = "strategy"

urlpatterns = [
    path("principles/", views.principles, name="principles"),
    path("principles/<int:number>/", views.principle, name="principle"),
    path("workstreams/", views.workstreams, name="workstreams"),
    path("workstreams/<slug:slug>/", views.workstream, name="workstream"),
]
