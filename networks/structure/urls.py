from django.urls import path

from . import views

app_name = "structure"

urlpatterns = [path("structure/", views.page, name="page")]
