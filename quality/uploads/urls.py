from django.urls import path

from . import views

app_name = "uploads"

urlpatterns = [
    path("", views.upload, name="upload"),
    path("template.csv", views.template_csv, name="template_csv"),
    path("template.xlsx", views.template_xlsx, name="template_xlsx"),
    path("<str:public_id>/", views.report, name="report"),
    path("<str:public_id>/columns/", views.columns, name="columns"),
]
