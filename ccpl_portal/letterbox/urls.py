from django.urls import path

from . import views

app_name = "letterbox"

urlpatterns = [path("<slug:slug>/contact/", views.write, name="write")]
