"""Questions are data, so that one can be retired without a release. Answers are not here."""

from django.contrib import admin

from .models import Option, Question, QuestionSet


class OptionInline(admin.TabularInline):
    model = Option
    extra = 0


@admin.register(QuestionSet)
class QuestionSetAdmin(admin.ModelAdmin):
    list_display = ["code", "title", "is_current"]


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ["code", "text", "set", "position", "is_asked", "is_protected"]
    list_filter = ["set", "is_asked"]
    list_select_related = ["set"]
    inlines = [OptionInline]
