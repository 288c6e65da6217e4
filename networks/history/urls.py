from django.urls import path

from . import views

app_name = "history"

urlpatterns = [path("<slug:slug>/history/", views.page, name="page")]
