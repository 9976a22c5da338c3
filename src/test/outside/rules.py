"""The rules between parameters that no schema can say.

A question that the schema allows and the service refuses is a failure, unless one of these rules says why it is refused. A
rule names the code of the problem and looks at the question itself: it never takes the service's word for it. What the data
brings (series, codes, releases) is read from the service's own lists, so a value that they have must be taken.
"""

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Callable
from urllib.parse import parse_qsl, unquote, urlsplit

SUFFIXES = (".csv-metadata.json", ".csv", ".xlsx", ".jsonl", ".parquet", ".jsonld")
DATASETS = ("crossings", "enforcement-actions", "spending-lines")
YEARS = ("year", "financial-year", "us-financial-year")
DAYS = ("from", "to", "statedOn", "statedFrom", "statedTo")
# how things are written, whether or not the calendar has them
DAY = r"(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
INSTANT = DAY + r"[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
YEAR = r"(19|2[0-9])[0-9]{2}"
PERIOD = rf"{YEAR}|{YEAR}-Q[1-4]|{YEAR}-(0[1-9]|1[0-2])|{YEAR}-W[0-5][0-9]|{DAY}|FY{YEAR}-[0-9]{{2}}|USFY{YEAR}|{DAY}--{DAY}"
COMPARISON = re.compile(r"\.(gt|gte|lt|lte|ne)$")
# which calendars hold whole periods of which
NESTS = {
    "day": {"day", "week", "month", "quarter", "year", "financial-year", "us-financial-year"},
    "week": {"week"},
    "month": {"month", "quarter", "year", "financial-year", "us-financial-year"},
    "quarter": {"quarter", "year", "financial-year", "us-financial-year"},
    "year": {"year"},
    "financial-year": {"financial-year"},
    "us-financial-year": {"us-financial-year"},
}
LETTERS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}



def day(text):
    """The calendar day of a text, from 1900 to 2999; None where it is none."""
    try:
        found = datetime.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2999 else None


def instant(text):
    """The instant of an RFC 3339 text whose day lies in 1900 to 2999 in UTC; None where it is none."""
    found = re.fullmatch(
        r"([0-9-]{10})[Tt]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?([Zz]|[+-][0-9]{2}:[0-9]{2})", text
    )
    if not found or day(found[1]) is None:
        return None
    offset = found[6]
    minutes = 0 if offset in "Zz" else int(offset[1:3]) * 60 + int(offset[4:6])
    local = datetime.datetime.fromisoformat(found[1]) + datetime.timedelta(
        hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0)
    )
    there = local - datetime.timedelta(minutes=-minutes if offset[0] == "-" else minutes)
    return there if 1900 <= there.year <= 2999 else None


def period(text):
    """First and last day of a period; None where the calendar, or 1900 to 2999, has none such."""
    try:
        return _period(text)
    except (ValueError, OverflowError):
        return None


def _period(text):
    if "--" in text:
        first, _, last = text.partition("--")
        ends = day(first), day(last)
        return ends if None not in ends and ends[0] <= ends[1] else None
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
        first = datetime.date(int(found[1]), int(found[2]), 1)
        return _inside(first, (first.replace(day=28) + datetime.timedelta(4)).replace(day=1))
    if found := re.fullmatch(r"([0-9]{4})", text):
        return _inside(datetime.date(int(text), 1, 1), datetime.date(int(text) + 1, 1, 1))
    if found := re.fullmatch(r"([0-9]{4})-Q([1-4])", text):
        year, month = int(found[1]), int(found[2]) * 3 - 2
        return _inside(datetime.date(year, month, 1), datetime.date(year + month // 10, (month + 2) % 12 + 1, 1))
    if found := re.fullmatch(r"([0-9]{4})-W([0-9]{2})", text):
        first = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return _inside(first, first + datetime.timedelta(7))
    if found := re.fullmatch(r"FY([0-9]{4})-([0-9]{2})", text):
        year = int(found[1])
        if (year + 1) % 100 != int(found[2]):
            return None
        return _inside(datetime.date(year, 4, 1), datetime.date(year + 1, 4, 1))
    if found := re.fullmatch(r"USFY([0-9]{4})", text):
        return _inside(datetime.date(int(found[1]) - 1, 10, 1), datetime.date(int(found[1]), 10, 1))
    found = day(text)
    return None if found is None else (found, found)


def _inside(first, after):
    last = after - datetime.timedelta(1)
    return (first, last) if 1900 <= first.year and last.year <= 2999 else None


def number(text):
    """The exact number of a text; None where it is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


class Question:
    """A request as it was sent, taken apart."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.path = parts.path
        self.parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
        suffix = next((each for each in SUFFIXES if self.path.endswith(each)), "")
        self.suffix = suffix
        self.steps = [unquote(step) for step in self.path.removesuffix(suffix).strip("/").split("/")]
        self.dataset = self.steps[1] if len(self.steps) > 1 and self.steps[1] in DATASETS else None
        self.last = self.steps[-1]
        self.is_check = self.steps[1:] == ["claims", "check"]

    def get(self, name):
        return self.parameters.get(name)

    def list(self, name):
        value = self.parameters.get(name)
        return [] if value is None else value.split(",")

    def yes(self, name):
        return self.parameters.get(name) == "true"


class Ledger:
    """What the service says of itself: the lists that a caller would look up."""

    def __init__(self, ask):
        self.series = {each["id"]: each for each in ask("/v1/series")["data"]}
        self.datasets = {each["name"]: each for each in ask("/v1/datasets")["data"]}
        self.structure = {name: ask(f"/v1/datasets/{name}/structure")["data"] for name in DATASETS}
        self.releases = [each["id"] for each in ask("/v1/releases?limit=10000")["data"]]
        self.publishers = sorted({each["publisher"] for each in ask("/v1/releases?limit=10000")["data"]})
        claims = ask("/v1/claims?limit=10000")["data"]
        self.claims = sorted({each["id"] for each in claims})
        self.speakers = sorted({each["speaker"] for each in claims})
        self.newest = ask("/v1/revisions?limit=1")["data"][0]["number"]
        self.keys = {
            name: [each["key"] for each in ask(f"/v1/{name}?series=*&limit=400&fields=key")["data"]]
            for name in DATASETS
        }

    def default(self, dataset):
        return self.datasets[dataset]["defaultSeries"]

    def of(self, dataset):
        return [each for each in self.series.values() if each["dataset"] == dataset]

    def chosen(self, question):
        """The series that a question of figures is put to; those that there are."""
        asked = question.get("series")
        if asked == "*":
            return [each["id"] for each in self.of(question.dataset)]
        ids = [self.default(question.dataset)] if asked is None else asked.split(",")
        return [each for each in dict.fromkeys(ids) if self.is_series(each, question.dataset)]

    def is_series(self, name, dataset):
        return name in self.series and dataset in (None, self.series[name]["dataset"])

    def columns(self, dataset, role=None):
        return [each["name"] for each in self.structure[dataset]["columns"] if role in (None, each["role"])]

    def codes(self, dataset, column):
        """The codes of a dimension, or the units, with the series that declare each; what nobody declares has None."""
        return {each["code"]: each["series"] for each in self.structure[dataset]["codes"].get(column, [])}

    def measures(self, dataset):
        return sorted({measure for each in self.of(dataset) for measure in each["measures"]})

    def always(self, question):
        """The columns that an answer of the path has whatever is asked; others depend on the question."""
        if question.last in (question.dataset, "latest", "revisions") or question.last in self.keys[question.dataset]:
            return set(self.columns(question.dataset))
        return {"unit", "currency", "status", "qualifier"} & set(self.columns(question.dataset))

    def rhythm(self, series):
        """The calendar of a series' own periods; None without a rhythm."""
        frequency = self.series[series]["frequency"]
        if frequency == "A":
            return {"--01-01": "year", "--04-01": "financial-year", "--10-01": "us-financial-year"}[
                self.series[series]["reportingYearStart"]
            ]
        return {"D": "day", "W": "week", "M": "month", "Q": "quarter"}.get(frequency)


@dataclass(frozen=True)
class Rule:
    """One thing that no schema says.

    :param code: the code of the problem
    :param why: why a schema cannot say it, in a sentence
    :param holds: whether the question breaks the rule, given the parameter that the problem names
    """

    name: str
    code: str
    why: str
    holds: Callable[[Question, str, Ledger], bool]


def _off_the_calendar(question, parameter, ledger):
    value = question.get(parameter)
    if value is None:
        return False
    if parameter in DAYS:
        return bool(re.fullmatch(DAY, value)) and day(value) is None
    if parameter in ("asOf", "updatedAfter"):
        if re.fullmatch(DAY, value):
            return parameter == "asOf" and day(value) is None
        return bool(re.fullmatch(INSTANT, value)) and instant(value) is None
    if parameter == "period":
        ends = [end for item in value.split(",") for end in item.split("..")]
        return all(re.fullmatch(PERIOD, end) for end in ends) and any(period(end) is None for end in ends)
    return False


def _in_the_future(question, parameter, ledger):
    value = question.get(parameter)
    if parameter not in ("asOf", "statedOn") or value is None:
        return False
    when = day(value) or instant(value)
    now = datetime.datetime.now(datetime.timezone.utc)
    # the day of London begins an hour before that of UTC in summer
    return when is not None and (
        when > now.replace(tzinfo=None) if isinstance(when, datetime.datetime) else when > now.date()
    )


def _backwards(question, parameter, ledger):
    get = question.get
    if parameter in ("from", "to"):
        first, last = day(get("from") or ""), day(get("to") or "")
        if last is None and question.last == "comparisons":
            return first is not None  # the last day of the series is before it
        if first is None and question.last == "comparisons":
            return False
        return first is not None and last is not None and last < first
    if parameter == "period":
        for item in question.list("period"):
            first, _, last = item.partition("..")
            if last and period(first) and period(last) and period(last)[1] < period(first)[0]:
                return True
    if parameter == "years":
        return any(item.partition("..")[2] and item.partition("..")[2] < item[:4] for item in question.list("years"))
    if parameter == "valueHigh":
        return None not in (get("value"), get("valueHigh")) and number(get("valueHigh")) < number(get("value"))
    return False


def _too_many_values(question, parameter, ledger):
    if parameter == "years":
        years = set()
        for item in question.list("years"):
            first, _, last = item.partition("..")
            years.update(range(int(first), int(last or first) + 1))
        return len(years) > 99
    return len(set(question.list(parameter))) > 100


def _too_many_digits(question, parameter, ledger):
    value = question.get(parameter)
    return value is not None and not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", value) and number(value) is not None


def _both_say_when(question, parameter, ledger):
    return parameter == "period" and bool(question.get("period") and (question.get("from") or question.get("to")))


def _mark_without_csv(question, parameter, ledger):
    return parameter == "bom" and question.get("bom") is not None and question.suffix != ".csv"


def _upper_end(question, parameter, ledger):
    ends = question.get("qualifier") in ("between", "order-of")
    high = question.get("valueHigh")
    return question.is_check and (
        (high is not None and not ends) or (high is None and question.get("qualifier") == "between")
    )


def _past_of_a_choice(question, parameter, ledger):
    if parameter != "updatedAfter":
        return False
    says = any(
        COMPARISON.search(name) or name in ("status", "qualifier", *ledger.measures(question.dataset))
        for name in question.parameters
    )
    after, revision = question.get("updatedAfter"), question.get("revision")
    earlier = revision is not None and after is not None and (
        not after.isdigit() or int(revision) < int(after)
    )
    return (
        (after is not None and (says or question.yes("includeHistory") or earlier))
        or ((after is not None or question.yes("includeHistory")) and question.get("lastNObservations") is not None)
    )


def _sums_of_two_kinds(question, parameter, ledger):
    get, group = question.get, question.list("groupBy")
    years = [each for each in YEARS if each in group]
    listed = "," in (get("period") or "")
    window = get("window")
    if question.last == "summary":
        return parameter == "period" and listed
    if question.last != "aggregates":
        return False
    letters = {code: letter for letter, code in LETTERS.items()} | {each: "y" for each in YEARS}
    return (
        len(years) > 1
        or (window is not None and question.yes("cumulative"))
        or (listed and (get("frequency") or years or window or question.yes("cumulative")))
        or (window is not None and get("frequency") is not None and letters.get(get("frequency")) != window[-1])
        or (question.yes("cumulative") and any(not each.endswith(".sum") for each in question.list("measures")))
        or (
            window is not None
            and any(
                COMPARISON.search(name) or name in ("status", "qualifier", *ledger.measures(question.dataset))
                for name in question.parameters
            )
        )
    ) not in (False, None, "")


def _no_such(question, parameter, ledger):
    """A value that the service's own lists do not have."""
    values, dataset = question.list(parameter), question.dataset
    if parameter == "series":
        of = dataset or (question.get("dataset") if question.is_check or "changes" in question.path else None)
        of = of if of in DATASETS else None
        if question.steps[-1].startswith("changes") and question.get("dataset") == "claims":
            return True
        if question.steps[1] == "revisions" and question.get("dataset"):
            return any(
                each not in ledger.series or ledger.series[each]["dataset"] not in question.list("dataset")
                for each in values
            )
        return any(not ledger.is_series(each, of) for each in values if each != "*")
    if parameter == "publisher":
        return question.get(parameter) not in ledger.publishers
    if parameter == "speaker":
        return question.get(parameter) not in ledger.speakers
    if parameter == "release":
        return question.get(parameter) not in ledger.releases
    if question.is_check:
        of = question.get("dataset")
        series = question.get("series") or ledger.default(of)
        if parameter == "measure":
            return question.get(parameter) not in ledger.series[series]["measures"]
        if parameter not in ledger.columns(of, "dimension"):
            return False
        owners = ledger.codes(of, parameter)
        code = question.get(parameter)
        return series not in (owners.get(code) or [])
    if parameter in ("fields", "sort"):
        return any(each.removeprefix("-" if parameter == "sort" else "") not in ledger.always(question) for each in values)
    if parameter == "measure":
        of = [each for each in question.list("dataset") if each in DATASETS] or DATASETS
        stated = {column for name in of for role in ("dimension", "measure", "unit") for column in ledger.columns(name, role)}
        return any(each not in stated | {"status", "qualifier"} for each in values)
    if dataset is not None and parameter in ledger.columns(dataset, "dimension") + ledger.columns(dataset, "unit"):
        owners = ledger.codes(dataset, parameter)
        return any(each not in owners for each in values)
    return False


def _not_in_series(question, parameter, ledger):
    """What other series of the dataset have, and the chosen ones have not."""
    chosen = set(ledger.chosen(question))
    if parameter == "measures":
        return any(
            all(each.split(".")[0] not in ledger.series[one]["measures"] for one in chosen)
            for each in question.list("measures")
        )
    measure = COMPARISON.sub("", parameter)
    if measure in ledger.measures(question.dataset) or measure in ledger.columns(question.dataset, "measure"):
        return all(measure not in ledger.series[one]["measures"] for one in chosen)
    owners = ledger.codes(question.dataset, parameter)
    return any(each in owners and not chosen & set(owners[each] or ()) for each in question.list(parameter))


def _not_addable(question, parameter, ledger):
    chosen = ledger.chosen(question)
    rhythms = [ledger.rhythm(one) for one in chosen]
    if question.last == "summary":
        return parameter == "passing" and None in rhythms
    if question.last != "aggregates":
        return False
    if parameter == "series":
        return len(chosen) > 1 and "series" not in question.list("groupBy")
    window = question.get("window")
    years = next((each for each in YEARS if each in question.list("groupBy")), None)
    bucket = question.get("frequency") or (LETTERS[window[-1]] if window else years)
    if parameter == "window" and None in rhythms:
        return True
    own = [each for each in rhythms if each is not None]
    apart = bucket is not None and any(bucket not in NESTS[each] for each in own)
    over = bucket is not None and years is not None and years not in NESTS[bucket]
    return apart or over


def _not_there(question, parameter, ledger):
    """What the path names is not one of those that there are."""
    steps = question.steps[1:]
    if steps[0] == "releases":
        return steps[1] not in ledger.releases
    if steps[0] == "claims":
        # a claim of a later revision than the one asked for
        return steps[1] not in ledger.claims or _earlier(question, ledger)
    if steps[0] == "series":
        return steps[1] not in ledger.series
    if question.dataset and len(steps) > 1:
        # Whether a key of the right form is one is what the path is asked for. That those of the lists are is a check of
        # its own (hooks.py: keys of the lists are there).
        return steps[1] not in ledger.keys[question.dataset]
    return False


def _earlier(question, ledger):
    """Whether the question is of another revision than the newest."""
    revision = question.get("revision")
    return revision is not None and not (revision.isdigit() and int(revision) == ledger.newest)


def _not_known_then(question, parameter, ledger):
    return question.get("asOf") is not None or _earlier(question, ledger)


def _no_such_revision(question, parameter, ledger):
    asked = [question.get("revision"), question.get("updatedAfter")]
    if "revisions" in question.steps and question.steps[-1] != "revisions":
        asked.append(question.steps[question.steps.index("revisions") + 1])
    return any(each is not None and each.isdigit() and int(each) > ledger.newest for each in asked)


def _too_long_a_history(question, parameter, ledger):
    return question.yes("includeHistory")


RULES = [
    Rule("calendar", "invalid-value", "a pattern does not know how many days a month or weeks a year has, nor which two years a financial year has", _off_the_calendar),
    Rule("future", "invalid-value", "a schema does not know what day it is", _in_the_future),
    Rule("order", "invalid-value", "a schema does not compare two values: the end of a range is not before its beginning", _backwards),
    Rule("order-of-days", "conflicting-parameters", "a schema does not compare two parameters: from is not after to", _backwards),
    Rule("hundred-values", "invalid-value", "a list in one text has no maxItems; 100 values, or 99 years, are the most", _too_many_values),
    Rule("digits", "invalid-value", "a number has no number of digits in JSON Schema: 18 before and 18 after the point are the most", _too_many_digits),
    Rule("period-or-days", "conflicting-parameters", "parameters of a query cannot exclude each other: period, or from and to", _both_say_when),
    Rule("mark", "conflicting-parameters", "bom is for .csv only, and is taken off by every table to say so", _mark_without_csv),
    Rule("upper-end", "conflicting-parameters", "valueHigh belongs to two of the qualifiers", _upper_end),
    Rule("past", "conflicting-parameters", "net changes, histories and the newest few are different questions", _past_of_a_choice),
    Rule("sums", "conflicting-parameters", "buckets, windows, lists of periods and running totals exclude each other", _sums_of_two_kinds),
    Rule("unknown", "unknown-value", "series, codes, units, releases and speakers come with the data, and columns with the question", _no_such),
    Rule("series", "not-in-series", "which codes and measures a series has is said by /v1/series and /structure", _not_in_series),
    Rule("addable", "not-addable", "which periods lie in which, and that no total is taken across series, depends on the series", _not_addable),
    Rule("cursor", "invalid-cursor", "a cursor is opaque: only one that an answer gave is one", lambda question, parameter, ledger: question.get("cursor") is not None),
    Rule("dimension", "unknown-parameter", "a check takes the dimensions of the dataset that it asks", lambda question, parameter, ledger: question.is_check and parameter not in ledger.columns(question.get("dataset"), "dimension")),
    Rule("history", "too-many-rows", "how often figures changed is known to the ledger", _too_long_a_history),
    Rule("there", "not-found", "what there is comes with the data", _not_there),
    Rule("then", "not-known-yet", "since when a figure is known comes with the data", _not_known_then),
    Rule("revision", "unknown-revision", "how many revisions there are comes with the data", _no_such_revision),
]


class Excuses:
    """Decides, and counts how often each rule was the reason."""

    def __init__(self, ledger):
        self.ledger = ledger
        self.counts = Counter()

    def excuse(self, url, problem):
        """The rule for which a question was rightly refused; None where there is none."""
        question = Question(url)
        parameter = str(problem.get("parameter", ""))
        for rule in RULES:
            if rule.code == problem.get("code") and rule.holds(question, parameter, self.ledger):
                self.counts[rule.name] += 1
                return rule
        return None
