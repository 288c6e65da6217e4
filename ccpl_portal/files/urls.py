from django.urls import path

from . import views

app_name = "files"

urlpatterns = [
    path("pictures/<str:public_id>/", views.picture, name="picture"),
    path("<str:public_id>/", views.file, name="file"),
    path("<str:public_id>/versions/<int:number>/", views.version, name="version"),
]
