from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone


class PublishingForm(forms.ModelForm):
    publish_on = forms.SplitDateTimeField(
        label="Publish at",
        required=False,
        widget=AdminSplitDateTime,
        help_text="For the button “Schedule” only. London time.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "publish_on" in self.fields:
            date, time = self.fields["publish_on"].widget.widgets
            date.attrs["aria-label"], time.attrs["aria-label"] = "Publish on", "Publish at"
        if self.instance.pk:
            self.initial["publish_on"] = self.instance.publish_at
            self.initial["seen"] = self.instance.updated_at.isoformat()
        for field in self.fields.values():
            if field.required and field.label:
                field.error_messages["required"] = (
                    f"Enter the {field.label[0].lower()}{field.label[1:]}"
                )

    def clean(self):
        super().clean()
        if "_schedule" in self.data and "publish_on" not in self.errors:
            at = self.cleaned_data.get("publish_on")
            if at is None:
                self.add_error("publish_on", "Enter the date and time to publish at")
            elif at <= timezone.now():
                self.add_error("publish_on", "Enter a time that is still to come")
        if self.instance.pk and self.cleaned_data.get("seen") != self.initial["seen"]:
            raise forms.ValidationError(
                "Somebody has changed this since you opened it. What you typed is still below: "
                "copy it, open the page again and put it together with the other change."
            )
        return self.cleaned_data
