from django.template.loader import render_to_string


def test_the_error_pages_say_what_to_do_without_a_request_or_a_database():
    for name in ["400.html", "500.html", "503.html"]:
        page = render_to_string(name)

        assert page.count("<h1>") == 1
        assert 'href="/"' in page
