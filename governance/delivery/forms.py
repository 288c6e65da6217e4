from django import forms

from .models import Deliverable


class DeliverableForm(forms.ModelForm):
    def clean(self):
        super().clean()
        outcome = self.cleaned_data.get("outcome")
        if outcome != Deliverable.Outcome.NOT_RECORDED and not self.cleaned_data.get("evidence"):
            self.add_error("evidence", "Say what shows this outcome, in a sentence or two")
        return self.cleaned_data
