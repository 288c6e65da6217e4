from functools import partial

from django.contrib import admin
from django.urls import path

from .views import give_out, take_in


class WithSheets:
    """Beside a ModelAdmin: import and export of `sheet`, the pack's own table of the model."""

    sheet = None
    change_list_template = "admin/networks/sheets/change_list.html"
    actions = ["export_chosen"]

    def get_urls(self):
        meta = self.model._meta
        pages = [("import", take_in), ("export", give_out)]
        own = [
            path(
                f"{name}/",
                self.admin_site.admin_view(partial(page, table=self.sheet)),
                name=f"{meta.app_label}_{meta.model_name}_{name}",
            )
            for name, page in pages
        ]
        return [*own, *super().get_urls()]

    @admin.action(description="Export the chosen ones as CSV", permissions=["view"])
    def export_chosen(self, request, queryset):
        return give_out(request, table=self.sheet, queryset=queryset)
