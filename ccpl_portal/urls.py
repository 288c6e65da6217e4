from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("ccpl_portal.web.urls")),
    path("", include("ccpl_portal.accounts.urls")),
    path("about/", include("ccpl_portal.glossary.urls")),
    path("about/", include("ccpl_portal.strategy.urls")),
    path("accounts/", include("allauth.urls")),
    path("files/", include("ccpl_portal.files.urls")),
    path("search/", include("ccpl_portal.search.urls")),
    path("quality/", include("quality.urls")),
    path("admin/", admin.site.urls),
    path("organisations/", include("ccpl_portal.organisations.urls")),
    path("", include("ccpl_portal.profiles.urls")),
    path("people/", include("ccpl_portal.leaving.urls")),
    path("people/", include("ccpl_portal.letterbox.urls")),
    path("people/", include("ccpl_portal.people.urls")),
    path("places/", include("ccpl_portal.organisations.place_urls")),
    path("", include("networks.urls")),
    path("", include("comms.urls")),
    path("", include("governance.urls")),
    path("", include("leadership_dev.urls")),
]

handler400 = "ccpl_portal.web.errors.bad_request"
handler403 = "ccpl_portal.web.errors.forbidden"
handler404 = "ccpl_portal.web.errors.not_found"
handler500 = "ccpl_portal.web.errors.server_error"
