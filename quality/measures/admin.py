from django.contrib import admin

from .history import WithHistory
from .models import Happening, Measure, MeasureSet, Obligation, Phase, Target


class TargetInline(admin.TabularInline):
    model = Target
    extra = 0


class PhaseInline(admin.TabularInline):
    model = Phase
    extra = 0
    fields = ["starts_on", "reason", "area", "body", "added_by"]
    readonly_fields = ["added_by"]


class HappeningInline(PhaseInline):
    model = Happening


class ObligationInline(admin.TabularInline):
    model = Obligation
    extra = 0
    autocomplete_fields = ["body"]


@admin.register(MeasureSet)
class MeasureSetAdmin(WithHistory, admin.ModelAdmin):
    list_display = ["name", "system", "audience", "is_public_by_nature", "due_after_days"]
    list_filter = ["system", "audience", "is_example"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Measure)
class MeasureAdmin(WithHistory, admin.ModelAdmin):
    list_display = ["name", "code", "set", "kind", "direction", "domain", "owner"]
    list_filter = ["system", "set", "kind", "direction", "domain"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["owner", "tags"]
    inlines = [TargetInline, PhaseInline, HappeningInline, ObligationInline]
    fieldsets = [
        (None, {"fields": ["system", "set", "code", "name", "why", "domain", "owner", "tags"]}),
        (
            "What is counted",
            {"fields": ["kind", "multiplier", "numerator_words", "denominator_words"]},
        ),
        (
            "How it is judged",
            {
                "fields": [
                    "direction",
                    "screens_outliers",
                    "run_length",
                    "lower_bound",
                    "upper_bound",
                    "position",
                ]
            },
        ),
    ]

    def save_formset(self, request, form, formset, change):
        """A phase, or what is marked, says who made it."""
        for one in formset.save(commit=False):
            if isinstance(one, (Phase, Happening)) and one.pk is None:
                one.added_by = request.user
            one.save()
        for gone in formset.deleted_objects:
            gone.delete()
        formset.save_m2m()


@admin.register(Obligation)
class ObligationAdmin(WithHistory, admin.ModelAdmin):
    list_display = ["body", "measure", "from_on", "until_on"]
    list_filter = ["measure__system", "measure"]
    search_fields = ["body__name", "body__code", "measure__name"]
    autocomplete_fields = ["body", "measure"]
