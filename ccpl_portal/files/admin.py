from django.contrib import admin
from django.utils.html import format_html

from . import actions
from .forms import PictureForm, WordsForm
from .models import Picture


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    """Pictures for the public pages; those of other records follow their records."""

    list_display = ["alt", "thumbnail", "width", "height", "uploaded_by", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["alt"]
    ordering = ["-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(owner_type="")

    def get_form(self, request, obj=None, **options):
        # A picture on a page stays the picture it was; its words may be bettered.
        form = WordsForm if obj else PictureForm
        return super().get_form(request, obj, form=form, **options)

    def get_fields(self, request, obj=None):
        return ["thumbnail", "alt"] if obj else ["picture", "alt"]

    def get_readonly_fields(self, request, obj=None):
        return ["thumbnail"] if obj else []

    @admin.display(description="picture")
    def thumbnail(self, picture):
        return format_html(
            '<img src="{}" alt="{}" height="80">', picture.get_absolute_url(), picture.alt
        )

    def save_model(self, request, obj, form, change):
        if change:
            obj.save(update_fields=["alt"])
            return
        checked = form.cleaned_data["picture"]
        obj.pk = actions.add_picture(checked=checked, alt=obj.alt, by=request.user).pk
        obj.refresh_from_db()
