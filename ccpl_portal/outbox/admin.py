from django.conf import settings
from django.contrib import admin, messages

from ccpl_portal.audit.actions import record

from . import actions
from .models import Letter

FACTS = [
    "subject",
    "recipient",
    "state",
    "reason",
    "attempts",
    "written_at",
    "send_after",
    "sent_at",
    "message_id",
]


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    list_display = ["written_at", "subject", "recipient", "state", "sent_at", "why"]
    list_filter = ["state"]
    search_fields = ["subject", "to_address", "to_user__email"]
    list_select_related = ["to_user"]
    ordering = ["-pk"]
    show_full_result_count = False
    actions = ["send_again", "recall"]

    def get_fields(self, request, obj=None):
        return [*FACTS, "text"] if may_read(request.user) else FACTS

    def change_view(self, request, object_id, *args, **kwargs):
        letter = self.get_object(request, object_id)
        if letter and may_read(request.user):
            record("read letter", letter, by=request.user)
        return super().change_view(request, object_id, *args, **kwargs)

    @admin.display(description="to", ordering="to_address")
    def recipient(self, letter):
        return letter.address

    @admin.display(description="why")
    def why(self, letter):
        return letter.reason[:120]

    @admin.action(description="Send failed letters again", permissions=["view"])
    def send_again(self, request, chosen):
        moved = sum(actions.send_again(letter=letter, by=request.user) for letter in chosen)
        self.tell(request, f"{count(moved)} will be sent again", len(chosen) - moved)

    @admin.action(description="Take back letters that have not left", permissions=["view"])
    def recall(self, request, chosen):
        moved = sum(actions.recall(key=letter.key, by=request.user) for letter in chosen)
        self.tell(request, f"{count(moved)} taken back", len(chosen) - moved)

    def tell(self, request, words, left):
        if left:
            self.message_user(request, f"{words}. {count(left)} left alone", messages.WARNING)
        else:
            self.message_user(request, words, messages.SUCCESS)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def may_read(user):
    """The words of a letter are the recipient's. In the demo nobody else would see them."""
    return settings.MODE == "demo" or user.is_superuser


def count(number):
    return f"{number} letter" if number == 1 else f"{number} letters"
