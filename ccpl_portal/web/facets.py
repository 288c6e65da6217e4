"""Filters beside a list whose options say how many rows each would show.

All options of all facets are counted in one statement. Each is counted as if its own facet
were not chosen, so that a reader sees what choosing it instead or as well would bring.
"""

import django_filters
from django import forms
from django.db.models import CharField, Count, F, IntegerField, Q, Value
from django.db.models.functions import Cast


class OneOf(forms.Select):
    """A box to pick one from, for long lists of options; an address may still name several."""

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else []
        return [value for value in values if value]


class Facet(django_filters.MultipleChoiceFilter):
    """Several may be chosen; a row that has any of them stays.

    With `all_words`, which stand for no choice, the options are a box to pick one from.
    """

    def __init__(self, *, field_name, label, unknown, all_words="", **kwargs):
        self.all_words = all_words
        super().__init__(
            field_name=field_name,
            label=label,
            widget=OneOf if all_words else forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": unknown},
            **kwargs,
        )

    def filter(self, queryset, value):
        return self.narrow(queryset, value)

    def narrow(self, queryset, values):
        if not values:
            return queryset
        # Through a subquery, so that rows are not repeated and facets do not share a join.
        having = queryset.model._base_manager.filter(**{f"{self.field_name}__in": values})
        return queryset.filter(pk__in=having.values("pk"))


class RowFacet(Facet):
    """The options are rows, reached from the list's rows by `field_name` (to their slug)."""

    def __init__(self, *, options, back, **kwargs):
        self.options, self.back = options, back
        super().__init__(**kwargs)

    def counts(self, name, rows):
        own = self.field_name.rsplit("__", 1)[-1]
        tallied = self.options().order_by().annotate(facet_count=self.tally(rows))
        position = F("position") if hasattr(tallied.model, "position") else Value(0)
        return lines(tallied, name, value=own, words=F("name"), position=position)

    def tally(self, rows):
        among = Q(**{f"{self.back}__in": rows.values("pk")})
        return Count(self.back, filter=among, distinct=True)


class ChoiceFacet(Facet):
    """The options are the choices of a column of the list's rows."""

    def counts(self, name, rows):
        tallied = rows.order_by().values(self.field_name).annotate(facet_count=Count("pk"))
        return lines(tallied, name, value=self.field_name, words=Value(""), position=Value(0))


def lines(tallied, name, *, value, words, position):
    """The columns that the counts of all facets have alike, so that they make one union."""
    return tallied.annotate(
        facet_name=Value(name, CharField()),
        facet_value=Cast(value, CharField()),
        facet_words=Cast(words, CharField()),
        facet_position=Cast(position, IntegerField()),
    ).values_list("facet_name", "facet_value", "facet_words", "facet_position", "facet_count")


class FacetedFilterSet(django_filters.FilterSet):
    """A filter set whose facets are counted; a value that does not exist finds nothing."""

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.facets = {
            name: facet for name, facet in self.filters.items() if isinstance(facet, Facet)
        }

    @property
    def qs(self):
        if not hasattr(self, "_found"):
            self.fill_options()
            self._found = self.queryset.none() if self.is_wrong else super().qs
        return self._found

    @property
    def is_wrong(self):
        return self.is_bound and not self.form.is_valid()

    def narrowed(self, *, but):
        """The rows that all filters leave except the facet named."""
        rows = self.queryset
        for name, filter_ in self.filters.items():
            if name == but:
                continue
            if isinstance(filter_, Facet):
                rows = filter_.narrow(rows, self.chosen_values(name))
            else:
                value = self.form.fields[name].to_python(self.data.get(name))
                rows = filter_.filter(rows, value)
        return rows

    def chosen_values(self, name):
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return [value for value in values if value]

    def fill_options(self):
        first, *rest = [
            facet.counts(name, self.narrowed(but=name)) for name, facet in self.facets.items()
        ]
        counted = {name: {} for name in self.facets}
        for name, value, words, position, found in first.union(*rest, all=True):
            counted[name][value] = (position, words, found)
        for name, facet in self.facets.items():
            self.give_options(self.form.fields[name], facet, counted[name], name)

    def give_options(self, field, facet, counted, name):
        chosen = self.chosen_values(name)
        if isinstance(facet, ChoiceFacet):
            options = [
                (value, str(words), counted.get(value, (0, "", 0))[2])
                for value, words in facet.extra["choices"]
            ]
        else:
            options = [
                (value, words, found)
                for value, (_, words, found) in sorted(counted.items(), key=lambda o: o[1][:2])
            ]
        # The names without counts: chips show them, and every one of them may be asked for.
        field.names = [(value, words) for value, words, _ in options]
        field.choices = field.names
        field.shown = [
            (value, f"{words} ({found:,})")
            for value, words, found in options
            if found or value in chosen
        ]
        if facet.all_words and field.shown:
            field.shown.insert(0, ("", facet.all_words))
