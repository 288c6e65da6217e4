from django.contrib import admin

from .models import Appointment, Person, Post, PostKind, Profession, ProfessionFamily


class AppointmentInline(admin.TabularInline):
    model = Appointment
    extra = 0
    autocomplete_fields = ["person", "post"]


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "profession", "organisation", "job_title", "audience", "user"]
    list_filter = ["audience", "profession__family", "profession", "is_example"]
    list_select_related = ["profession", "organisation", "user"]
    search_fields = ["name", "job_title", "expertise", "organisation__name", "email"]
    autocomplete_fields = ["user", "organisation", "profession", "tags"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AppointmentInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "user", "audience"]}),
        ("Work", {"fields": ["profession", "organisation", "job_title", "expertise", "tags"]}),
        ("In their own words", {"fields": ["biography"]}),
        (
            "Contact",
            {
                "fields": ["email", "shows_email", "phone", "shows_phone"],
                "description": "Readers who have not signed in never see these",
            },
        ),
    ]


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "holders", "organisation", "place", "until_on"]
    list_filter = ["kind", "place", "is_example"]
    search_fields = ["title", "purpose", "appointments__person__name"]
    autocomplete_fields = ["organisation", "place", "tags"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [AppointmentInline]

    def get_queryset(self, request):
        return super().get_queryset(request).for_listing()

    @admin.display(description="held by")
    def holders(self, post):
        return ", ".join(str(row.person) for row in post.current_appointments) or "Nobody"


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin):
    list_display = ["person", "post", "from_on", "until_on"]
    list_filter = ["post__kind"]
    list_select_related = ["person", "post"]
    search_fields = ["person__name", "post__title"]
    autocomplete_fields = ["person", "post"]
    date_hierarchy = "from_on"


@admin.register(Profession)
class ProfessionAdmin(admin.ModelAdmin):
    list_display = ["name", "family", "position"]
    list_editable = ["position"]
    list_filter = ["family"]
    list_select_related = ["family"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(ProfessionFamily, PostKind)
class NamedAdmin(admin.ModelAdmin):
    list_display = ["name", "position"]
    list_editable = ["position"]
    prepopulated_fields = {"slug": ["name"]}
