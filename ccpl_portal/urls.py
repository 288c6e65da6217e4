from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("ccpl_portal.web.urls")),
    path("", include("ccpl_portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("search/", include("ccpl_portal.search.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "ccpl_portal.web.errors.bad_request"
handler403 = "ccpl_portal.web.errors.forbidden"
handler404 = "ccpl_portal.web.errors.not_found"
handler500 = "ccpl_portal.web.errors.server_error"
