from django.contrib import admin

from .forms import QuorumConditionForm
from .models import QuorumCondition


class QuorumConditionInline(admin.StackedInline):
    model = QuorumCondition
    form = QuorumConditionForm
    extra = 0
    verbose_name_plural = "conditions of the quorum"
