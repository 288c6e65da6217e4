"""Django's checks of a new password, in our words."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)


class LongEnough(MinimumLengthValidator):
    def get_error_message(self):
        return f"The password must be at least {self.min_length} characters"


class HardToGuess(CommonPasswordValidator):
    def get_error_message(self):
        return "Choose a password that is harder to guess. This one is on lists that attackers try"


class UnlikeThePerson(UserAttributeSimilarityValidator):
    def get_error_message(self):
        return "Choose a password that is not like your name or email address"
