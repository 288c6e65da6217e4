"""References that say nothing: CCPL-7F3K-02, drawn by chance and never counted up."""

import secrets

# Without the letters and digits that people take for each other.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_reference():
    middle = "".join(secrets.choice(LETTERS) for _ in range(4))
    return f"CCPL-{middle}-{secrets.randbelow(100):02}"
