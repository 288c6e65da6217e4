def one_press(address):
    """Headers by which a mail program ends letters with one press (RFC 8058); none without one."""
    if not address:
        return {}
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
