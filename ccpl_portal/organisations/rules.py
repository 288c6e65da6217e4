from ccpl_portal.accounts.rules import manage

for model in [
    "organisation",
    "organisationkind",
    "sector",
    "level",
    "place",
    "placemembership",
    "service",
]:
    manage("ccpl_portal", model)
