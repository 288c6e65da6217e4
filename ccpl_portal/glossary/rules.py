from ccpl_portal.accounts.rules import manage

manage("ccpl_portal", "term")
