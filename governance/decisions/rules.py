from ccpl_portal.accounts.rules import manage

manage("governance", "decision", "view")
