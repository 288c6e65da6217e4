"""Question sets are data of the England pack; the figures of a year only ever an example."""

from ccpl_portal.packs.columns import Day, Number, Reference, Text, YesNo
from ccpl_portal.packs.faults import NotFound
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table

from .models import MonitoringAggregate, MonitoringYear, Option, Question, QuestionSet


@loads("leadership/question_sets.csv")
class QuestionSets(Table):
    model = QuestionSet
    key = ["code"]
    columns = [Text("code", required=True), Text("title", required=True), YesNo("is_current")]


@loads("leadership/questions.csv", after=["leadership/question_sets.csv"])
class Questions(Table):
    model = Question
    key = ["set", "code"]
    columns = [
        Reference("set", QuestionSet, by="code", required=True),
        Text("code", required=True),
        Text("text", required=True),
        Number("position"),
        Text("asked_after"),
        YesNo("is_protected"),
    ]


@loads("leadership/options.csv", after=["leadership/questions.csv"])
class Options(Table):
    model = Option
    key = ["set", "question", "code"]
    columns = [
        Reference("set", QuestionSet, by="code", required=True),
        Text("question", required=True),
        Text("code", required=True),
        Text("text", required=True),
        Number("position"),
        Text("nhs_code"),
        Text("asked_after"),
    ]

    def prepare(self, values, load):
        found = Question.objects.filter(set=values.pop("set"), code=values["question"]).first()
        if found is None:
            raise NotFound(f"There is no question “{values['question']}” in this set")
        return values | {"question": found}


@loads("leadership/monitoring_years.csv")
class MonitoringYears(Table):
    model = MonitoringYear
    key = ["year"]
    columns = [
        Text("year", required=True),
        Day("frozen_on", required=True),
        Day("published_on"),
        Number("applications", required=True),
        Number("responses", required=True),
    ]


@loads("leadership/monitoring_counts.csv", after=["leadership/monitoring_years.csv"])
class MonitoringCounts(Table):
    model = MonitoringAggregate
    key = ["year", "question_code", "option_code"]
    columns = [
        Reference("year", MonitoringYear, by="year", required=True),
        Text("question_code", required=True),
        Text("question", required=True),
        Number("question_position"),
        YesNo("is_protected"),
        Text("asked_after"),
        Text("option_code", required=True),
        Text("option", required=True),
        Number("option_position"),
        Text("option_asked_after"),
        Number("applied"),
        Number("shortlisted"),
        Number("appointed"),
    ]
