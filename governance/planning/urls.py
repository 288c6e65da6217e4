from django.urls import path

from . import agenda_views, left_over_views, request_views, views

app_name = "planning"

urlpatterns = [
    path("plan/<slug:slug>/", views.plan, name="plan"),
    path("meetings/<int:pk>/edit/", views.edit, name="edit"),
    path("meetings/<int:pk>/drop/", views.drop, name="drop"),
    path("meetings/<int:pk>/agenda/", agenda_views.agenda, name="agenda"),
    path("meetings/<int:pk>/agenda/paste/", agenda_views.paste, name="paste"),
    path("meetings/<int:pk>/agenda/left-over/", left_over_views.left_over, name="left_over"),
    path("requests/", request_views.listing, name="requests"),
    path("requests/<int:pk>/", request_views.detail, name="request"),
    path("requests/ask/<slug:slug>/", request_views.ask, name="ask"),
]
