from django.contrib import admin

from .models import Term


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ["term", "full", "meaning"]
    search_fields = ["term", "full", "meaning"]
    prepopulated_fields = {"slug": ["term"]}
