from allauth.account import admin as account
from allauth.mfa import admin as second_step
from allauth.socialaccount import admin as single_sign_on
from allauth.usersessions import admin as sessions
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied

from ccpl_portal.audit.actions import record

from . import actions
from .models import RoleGrant, User
from .rules import is_manager, is_superuser

# Secrets, and addresses whose change would hand an account to somebody else: each person keeps
# their own under /accounts/.
for model in [
    account.EmailAddress,
    second_step.Authenticator,
    single_sign_on.SocialAccount,
    single_sign_on.SocialApp,
    single_sign_on.SocialToken,
    sessions.UserSession,
]:
    admin.site.unregister(model)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("waiting", "Waiting for verification"),
            ("verified", "Verified"),
            ("suspended", "Suspended"),
        ]

    def queryset(self, request, queryset):
        return {
            "waiting": queryset.waiting_for_verification,
            "verified": queryset.verified,
            "suspended": lambda: queryset.filter(is_active=False),
        }.get(self.value(), queryset.all)()


class RoleFilter(admin.SimpleListFilter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return RoleGrant.Role.choices

    def queryset(self, request, queryset):
        if self.value() not in RoleGrant.Role.values:
            return queryset
        grants = RoleGrant.objects.current().filter(role=self.value())
        return queryset.filter(pk__in=grants.values("user"))


class NewAccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email", "name", "kind"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("There is an account with this email address already")
        return email


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "kind", "state", "joined_at", "last_login"]
    list_filter = [StateFilter, RoleFilter, "kind"]
    search_fields = ["name", "email"]
    ordering = ["-joined_at"]
    actions = ["verify", "suspend", "restore", "reset_second_step"]
    show_full_result_count = False
    fields = [
        "name",
        "email",
        "kind",
        "state",
        "verified_at",
        "verified_by",
        "joined_at",
        "last_login",
        "is_superuser",
    ]
    readonly_fields = ["email", "state", "verified_at", "verified_by", "joined_at", "last_login"]

    @admin.display(description="state")
    def state(self, user):
        if not user.is_active:
            return "Suspended"
        return "Verified" if user.verified_at else "Waiting for verification"

    def get_form(self, request, obj=None, **kwargs):
        return NewAccountForm if obj is None else super().get_form(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        return NewAccountForm.Meta.fields if obj is None else self.fields

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        # One superuser always remains: nobody can step down alone.
        mine = ["is_superuser"] if obj == request.user else []
        return [*self.readonly_fields, *mine]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_state_permission(self, request):
        return is_manager(request.user)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            record("changed account", obj, by=request.user, fields=form.changed_data)
            return
        opened = actions.open_account(**form.cleaned_data, by=request.user)
        # The admin goes on with the object that it holds.
        obj.pk, obj._state.adding = opened.pk, False

    @admin.action(description="Verify these accounts", permissions=["state"])
    def verify(self, request, queryset):
        self.do(request, queryset, actions.verify_account, "verified")

    @admin.action(description="Suspend these accounts", permissions=["state"])
    def suspend(self, request, queryset):
        self.do(request, queryset, actions.suspend_account, "suspended")

    @admin.action(description="Restore these accounts", permissions=["state"])
    def restore(self, request, queryset):
        self.do(request, queryset, actions.restore_account, "restored")

    @admin.action(description="Reset the second step of these accounts", permissions=["state"])
    def reset_second_step(self, request, queryset):
        self.do(request, queryset, actions.reset_second_step, "given a fresh start")

    def do(self, request, queryset, action, done):
        changed, refused = 0, []
        for user in queryset:
            try:
                changed += action(user=user, by=request.user)
            except PermissionDenied:
                refused.append(str(user))
        noun = "account" if changed == 1 else "accounts"
        self.message_user(request, f"{changed} {noun} {done}")
        if refused:
            self.message_user(
                request,
                f"Only a superuser may do this for a manager, and nobody for themselves:"
                f" {', '.join(refused)}",
                messages.WARNING,
            )


@admin.register(RoleGrant)
class RoleGrantAdmin(admin.ModelAdmin):
    list_display = ["user", "role", "from_on", "until_on", "granted_by"]
    list_filter = ["role"]
    search_fields = ["user__name", "user__email"]
    list_select_related = ["user", "granted_by"]
    autocomplete_fields = ["user"]
    fields = ["user", "role", "from_on", "until_on"]

    def get_queryset(self, request):
        grants = super().get_queryset(request)
        if is_superuser(request.user):
            return grants
        # permissions.csv, role_grant: what opens the admin is a superuser's to see and give.
        return grants.exclude(role=RoleGrant.Role.MANAGER)

    def get_readonly_fields(self, request, obj=None):
        return ["user", "role", "from_on"] if obj else []

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = [
                (value, words)
                for value, words in RoleGrant.Role.choices
                if actions.may_grant(request.user, value)
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.granted_by = request.user
        super().save_model(request, obj, form, change)
        verb = "changed role" if change else "granted role"
        record(verb, obj.user, by=request.user, role=obj.role, until=obj.until_on)

    def delete_model(self, request, obj):
        record("took role away", obj.user, by=request.user, role=obj.role)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for grant in queryset:
            self.delete_model(request, grant)
