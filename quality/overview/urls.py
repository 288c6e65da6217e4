from django.urls import path

from . import comparing, report, views

app_name = "quality"

urlpatterns = [
    path("", views.system_view, name="system"),
    path("measures/<str:code>/", views.measure, name="measure"),
    path("measures/<str:code>/chart.svg", views.chart_file, name="chart"),
    path("measures/<str:code>/chart.png", views.chart_slide, name="slide"),
    path("measures/<str:code>/funnel/", comparing.comparison, name="funnel"),
    path("report/", report.report, name="report"),
    path("report.pdf", report.report_file, name="report-pdf"),
    path("places/<str:slug>/", views.place, name="place"),
    path("organisations/<str:ods>/", views.organisation, name="organisation"),
]
