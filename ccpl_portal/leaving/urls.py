from django.urls import path

from . import views

app_name = "leaving"

urlpatterns = [path("<slug:slug>/leaving/", views.page, name="page")]
