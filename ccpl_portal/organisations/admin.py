from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path, reverse

from .merging_page import merging_page
from .models import Level, Organisation, OrganisationKind, Place, PlaceMembership, Sector, Service


class PlaceMembershipInline(admin.TabularInline):
    model = PlaceMembership
    extra = 0
    autocomplete_fields = ["place"]
    verbose_name = "place that it belongs to"
    verbose_name_plural = "belongs to (one place at a time; figures are counted there)"


class ServiceInline(admin.TabularInline):
    model = Service
    extra = 0
    autocomplete_fields = ["place"]
    verbose_name = "place that it serves"
    verbose_name_plural = "serves (besides the place that it belongs to)"


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "ods_code", "kind", "place", "opened_on", "closed_on"]
    list_filter = ["kind", "kind__sector", "is_example"]
    list_select_related = ["kind"]
    search_fields = ["name", "ods_code", "ons_code"]
    inlines = [PlaceMembershipInline, ServiceInline]
    actions = ["merge"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing()

    def get_urls(self):
        page = self.admin_site.admin_view(lambda request: merging_page(request, self.admin_site))
        name = "ccpl_portal_organisation_merge"
        return [path("merge/", page, name=name), *super().get_urls()]

    @admin.action(description="Merge into another organisation", permissions=["change"])
    def merge(self, request, chosen):
        ids = ",".join(str(one.pk) for one in chosen)
        return redirect(f"{reverse('admin:ccpl_portal_organisation_merge')}?ids={ids}")


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ["name", "level", "parent", "code"]
    list_filter = ["level"]
    list_select_related = ["level", "parent"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(OrganisationKind)
class OrganisationKindAdmin(admin.ModelAdmin):
    list_display = ["name", "plural", "sector", "position"]
    list_editable = ["position"]
    list_select_related = ["sector"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Sector)
class SectorAdmin(admin.ModelAdmin):
    list_display = ["name", "position"]
    list_editable = ["position"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Level)
class LevelAdmin(admin.ModelAdmin):
    list_display = ["name", "plural", "rank"]
    prepopulated_fields = {"slug": ["name"]}
