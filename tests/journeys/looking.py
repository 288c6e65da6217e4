"""What a journey sees of a page."""


def width_of(page):
    """How wide the page is, once it has come: wider than its window, and it must be scrolled."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth")
