from ccpl_portal.accounts.rules import manage

for model in [
    "tag",
    "principle",
    "workstream",
    "aim",
    "priorityarea",
    "transformationprogramme",
    "theme",
]:
    manage("ccpl_portal", model)
