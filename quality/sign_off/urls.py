from django.urls import path

from . import views

app_name = "sign_off"

urlpatterns = [
    path("<str:ods>/<slug:set_slug>/<int:year>-<int:number>/sign-off/", views.page, name="page"),
]
