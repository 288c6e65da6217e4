from django.urls import path

from . import manage_views, views

app_name = "papers"

urlpatterns = [
    path("meetings/<int:pk>/papers/", manage_views.manage, name="manage"),
    path("meetings/<int:pk>/papers/add/", views.add, name="add"),
    path("papers/upload/<str:token>/", manage_views.upload_by_link, name="upload"),
    path("papers/<str:public_id>/", views.detail, name="detail"),
    path("papers/<str:public_id>/change/", views.change, name="change"),
    path("papers/<str:public_id>/send-on/", views.send_on, name="send_on"),
    path("papers/<str:public_id>/versions/<int:number>/", views.version, name="version"),
]
