from django.dispatch import Signal

# Sent in the transaction that verifies an account: user.
account_verified = Signal()
