from django.urls import path

from . import views

app_name = "monitoring"

urlpatterns = [path("<uuid:public_id>/equality/", views.questions, name="questions")]
