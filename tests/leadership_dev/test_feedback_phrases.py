import pytest

from leadership_dev.outcomes.phrases import complaint_about

NOTHING_SAID = "Say what you saw in the application. “N/A” and the like help nobody"


@pytest.mark.parametrize(
    "text",
    [
        "N/A",
        " n.a. ",
        "N / A",
        "Not applicable",
        "none.",
        "No comment!!!",
        "Strength: N/A for this criterion, there is nothing to add here at all",
        "See above",
    ],
)
def test_empty_phrases_are_refused(text):
    assert complaint_about(text) == NOTHING_SAID


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You led the frailty team well.", "Write at least 40 characters: 10 more"),
        ("You   led    the     frailty      team   well.", "Write at least 40 characters: 10 more"),
        ("x" * 60, "Write a whole sentence in words of your own"),
        (
            "good good good good good good good good good",
            "Write a whole sentence in words of your own",
        ),
        (
            "The candidate showed clearly how the pathway was changed with partners.",
            "Write to the person: “you showed”, not “the candidate showed”",
        ),
    ],
)
def test_feedback_that_helps_nobody_is_refused_in_words(text, words):
    assert complaint_about(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "You showed how you brought three partners together to change the pathway.",
        "Describe what you yourself did, and what changed for patients because of it.",
    ],
)
def test_feedback_that_says_something_passes(text):
    assert complaint_about(text) == ""
