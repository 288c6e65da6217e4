from ccpl_portal.accounts.rules import manage
from ccpl_portal.publishing.rules import manage_publishable

manage_publishable("leadership_dev", "programme")
manage("leadership_dev", "programmelevel")
