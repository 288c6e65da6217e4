from ccpl_portal.publishing.rules import manage_publishable

manage_publishable("comms", "page")
manage_publishable("comms", "newsitem")
