"""“Did you mean”: the nearest words in the titles that this reader may see."""

import difflib
import re

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest

from .finding import found
from .models import Entry

MOST_WORDS = 6
ALIKE = 0.4


def suggestion(text, user):
    """The search that was probably meant, if it finds something; else None."""
    words = [word for word in re.findall(r"\w+", text) if len(word) > 3][:MOST_WORDS]
    if not words:
        return None
    known = words_of(near_titles(words, user))
    meant = re.sub(
        r"\w+", lambda match: nearest(match[0], known) if match[0] in words else match[0], text
    )
    if meant.lower() == text.lower() or not found(meant, user).exists():
        return None
    return meant


def near_titles(words, user):
    likeness = [TrigramWordSimilarity(word, "title") for word in words]
    near = Q()
    for word in words:
        near |= Q(title__trigram_word_similar=word)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [ALIKE])
        entries = Entry.objects.visible_to(user).filter(near)
        best = Greatest(*likeness, Value(0.0))
        return list(entries.order_by(best.desc()).values_list("title", flat=True)[:50])


def words_of(titles):
    return {word.lower() for title in titles for word in re.findall(r"\w+", title)}


def nearest(word, known):
    if word.lower() in known:
        return word
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return near[0] if near else word
