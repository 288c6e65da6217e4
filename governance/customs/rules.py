from ccpl_portal.accounts.rules import manage

manage("governance", "customs")
manage("governance", "standingitem")
