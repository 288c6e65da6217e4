from django.urls import path

from . import views

app_name = "quality"

urlpatterns = [
    path("", views.system_view, name="system"),
    path("measures/<str:code>/", views.measure, name="measure"),
    path("measures/<str:code>/chart.svg", views.chart_file, name="chart"),
    path("places/<str:slug>/", views.place, name="place"),
    path("organisations/<str:ods>/", views.organisation, name="organisation"),
]
