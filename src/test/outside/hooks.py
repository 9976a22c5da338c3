"""What schemathesis is told of this service: loaded by it, by the name that contract.py gives it.

Questions that the schema allows are drawn so that they mean something: with series, codes and keys that there are, and a few
parameters at a time, since forty together contradict each other. Some stay as they were drawn. Whether a question is allowed
is decided by schemathesis afterwards, from the question as it is sent.
"""

import atexit
import copy
import json
import os
import re
import urllib.error
import urllib.request
import zlib
from collections import Counter
from decimal import Decimal
from urllib.parse import unquote

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import AcceptedNegativeData, RejectedPositiveData

import rules

ADDRESS = os.environ["LEDGER_ADDRESS"]
TALLY = os.environ["LEDGER_TALLY"]
SHARE = float(os.environ["LEDGER_EXAMPLES_SHARE"])
SEED = os.environ["LEDGER_SEED"]
# one in so many questions is sent as it was drawn
UNTOUCHED = 4
# headers that belong to the connection, and the media type, which the document says elsewhere
CARRIERS = {"content-type", "transfer-encoding", "connection", "date", "keep-alive"}


def ask(path):
    with urllib.request.urlopen(ADDRESS + path, timeout=60) as answer:
        return json.load(answer)


ledger = rules.Ledger(ask)
excuses = rules.Excuses(ledger)
sent = Counter()
statuses = Counter()
refused_for = Counter()


def lot(*parts):
    """A number that is the same for the same question in every run with this seed."""
    return zlib.crc32("|".join([SEED, *(repr(each) for each in parts)]).encode("utf-8", "backslashreplace"))


def pick(values, *parts):
    return values[lot(*parts) % len(values)]


def known(question, name):
    """Values of a parameter that the service has; empty where the schema says it all."""
    dataset = question.dataset
    if name == "series":
        of = dataset or question.get("dataset")
        return [each["id"] for each in ledger.of(of)] if of in rules.DATASETS else sorted(ledger.series)
    if name == "publisher":
        return ledger.publishers
    if name == "speaker":
        return ledger.speakers
    if name == "release":
        return ledger.releases
    if name == "revision":
        return list(range(1, ledger.newest + 1))
    if name == "updatedAfter":
        return [str(each) for each in range(ledger.newest + 1)]
    if name in ("fields", "sort") and dataset:
        return ledger.columns(dataset)
    if name == "measure":
        return ledger.measures(dataset or question.get("dataset") or "crossings")
    of = dataset or (question.get("dataset") if question.is_check else None)
    return list(ledger.codes(of, name)) if of in rules.DATASETS else []


def replace(question, name, value):
    values = known(question, name)
    if not values:
        return value
    if name == "revision":
        return pick(values, name, value)
    if name == "series" and value == "*":
        return value
    items = [pick(values, name, item, i) for i, item in enumerate(str(value).split(",")[:3])]
    single = question.is_check or name in ("publisher", "speaker", "release", "updatedAfter") or (
        name == "series" and question.last in ("comparisons", "summary", "releases", "changes.atom", "changes.json", "changes")
        and question.steps[1] != "revisions"
    )
    # a few series at once say more than a hundred, and one more than a few: most filters are of one
    if name == "series" and lot("one", value) % 3:
        single = True
    return items[0] if single else ",".join(dict.fromkeys(items))


def keep(question, names, focus, required, most):
    """The parameters that stay: the one that the case is about, what is required, and a few others."""
    free = [each for each in names if each not in focus and each not in required and each != "cursor"]
    if question.is_check and question.get("dataset") in rules.DATASETS:
        # the dimensions of the other datasets say nothing of this one
        others = {each for name in rules.DATASETS for each in ledger.columns(name, "dimension")}
        free = [each for each in free if each not in others or each in ledger.columns(question.get("dataset"), "dimension")]
    free.sort(key=lambda each: lot("keep", each, sorted(names)))
    stay = {*focus, *required, *free[: lot("many", focus, sorted(names)) % (most + 1)]}
    if "period" in stay:
        stay -= {"from", "to"} - {*focus, *required}
    return [each for each in names if each in stay]


def plain(value):
    """A number as people write it: no exponent, at most 18 digits behind the point."""
    if not isinstance(value, float):
        return value
    text = format(Decimal(repr(value)), "f")
    head, _, tail = text.partition(".")
    return head + ("." + tail[:18] if tail[:18].strip("0") else "")


def focus_of(case):
    """The parameters that the case is about, where it is about some."""
    data = case.meta.phase.data
    names = {data.parameter} if data.parameter else set()
    return names | {each.parameter for each in data.mutations if each.parameter}


def as_sent(value):
    return isinstance(value, (str, int, float, bool))


@schemathesis.hook
def before_add_examples(context, examples):
    """Each example on its own: all of them at once contradict each other. In a short run a share of them."""
    required = {each.name for each in context.operation.query if each.is_required}
    alone, seen = [], set()
    for case in examples:
        names = [name for name in case.query or {} if name not in required]
        for name in names or [None]:
            if name is not None and lot("example", context.operation.label, name) % 10_000 >= SHARE * 10_000:
                continue
            # schemathesis gives several cases that differ in one parameter
            told = (name, repr((case.query or {}).get(name)))
            if told in seen:
                continue
            seen.add(told)
            one = case.derive()
            # of its own: schemathesis keeps in it whether the question is allowed
            object.__setattr__(one, "_meta", copy.deepcopy(case.meta))
            one.query = {each: plain(value) for each, value in (case.query or {}).items() if each in (name, *required)}
            alone.append(one)
    examples[:] = alone or examples[:1]


@schemathesis.hook
def map_case(context, case):
    if case.meta is None or not isinstance(case.query, dict):
        return case
    scenario = getattr(case.meta.phase.data, "scenario", None)
    if scenario is not None and scenario.value in ("duplicate_parameter", "unspecified_http_method"):
        return case
    query = dict(case.query)
    negative = case.meta.generation.mode.is_negative
    drawn = lot(case.operation.label, query, case.path_parameters)
    if not negative and drawn % UNTOUCHED == 0 and case.meta.phase.name.value == "fuzzing":
        case.query = {name: plain(value) for name, value in query.items()}
        return case
    required = {each.name for each in case.operation.query if each.is_required}
    focus = focus_of(case) if case.meta.phase.name.value != "examples" else set(query)
    declared = {each.name for each in case.operation.query}
    if negative:
        # one mistake at a time: a question that is refused for something else says nothing about this one
        if focus & set(query) or focus & {each.name for each in case.operation.path_parameters}:
            query = {name: value for name, value in query.items() if name in focus or name in required}
        case.query = query
        return case
    question = rules.Question(ADDRESS + case.operation.path)
    question.parameters = {name: str(value) for name, value in query.items()}
    # an enumerated value is sent once, and what else is asked must not hide it
    most = 1 if scenario is not None and focus & declared else 3
    stays = keep(question, [name for name in query if name in declared], focus & declared, required, most)
    query = {
        name: plain(query[name]) if name in focus and scenario is not None and drawn % 3 == 0 else replace(question, name, plain(query[name]))
        for name in stays
    }
    first, last = query.get("from"), query.get("to")
    if isinstance(first, str) and isinstance(last, str) and first > last and drawn % 8:
        query["from"], query["to"] = last, first
    case.query = query
    case.path_parameters = path_parameters(case, question, drawn)
    return case


def path_parameters(case, question, drawn):
    """Things that there are in most paths, and in some what was drawn."""
    if not case.path_parameters or drawn % UNTOUCHED == 1:
        return case.path_parameters
    found = dict(case.path_parameters)
    for name, value in found.items():
        if name == "key":
            found[name] = pick(ledger.keys[question.dataset], value)
        elif name == "number":
            found[name] = pick(list(range(1, ledger.newest + 1)), value)
        elif name == "id":
            kind = question.steps[1]
            found[name] = pick({"claims": ledger.claims, "releases": ledger.releases, "series": sorted(ledger.series)}[kind], value)
    return found


@schemathesis.hook
def after_call(context, case, response):
    phase = case.meta.phase.name.value if case.meta else "other"
    sent[phase] += 1
    mode = case.meta.generation.mode.value if case.meta else "other"
    statuses[f"{mode} {response.status_code}"] += 1


def problem_of(response):
    try:
        found = json.loads(response.content)
        return found if isinstance(found, dict) else {}
    except ValueError:
        return {}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Lets a refusal of an allowed question pass, where a rule of rules.py says why."""
    if isinstance(failure, RejectedPositiveData):
        return excuses.excuse(response.request.url, problem_of(response)) is None
    if isinstance(failure, AcceptedNegativeData):
        if is_allowed_as_decoded(case):
            excuses.counts["(the same path, percent-encoded)"] += 1
            return False
        if response.status_code == 302 and is_refused_there(response):
            excuses.counts["(refused where it leads)"] += 1
            return False
    return True


class Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def is_refused_there(response):
    """A key without its series leads to the key with it, and the query goes along: it is read where it leads."""
    location = response.headers["location"][0]
    try:
        with urllib.request.build_opener(Staying).open(ADDRESS + location, timeout=60):
            return False
    except urllib.error.HTTPError as refused:
        return refused.code in (400, 404, 414)


def is_allowed_as_decoded(case):
    """Whether the path alone is held to be forbidden, and is allowed as a server reads it: %3A is a colon."""
    meta = case.meta
    if meta is None or any(meta.is_negative_at(each) for each in meta.components if each != ParameterLocation.PATH):
        return False
    decoded = {name: unquote(str(value)) for name, value in (case.path_parameters or {}).items()}
    if decoded == case.path_parameters:
        return False
    return all(
        re.search(schema["pattern"], decoded[each.name]) is not None
        for each in case.operation.path_parameters
        if isinstance(schema := each.definition.get("schema"), dict) and "pattern" in schema
    )


class UndocumentedHeader(Failure):
    """An answer has a header that the document does not name for its status."""


@schemathesis.check
def every_header_is_documented(ctx, response, case):
    definition = case.operation.responses.find_by_status_code(response.status_code)
    if definition is None:
        return  # status_code_conformance says so
    documented = {name.lower() for name, _ in definition.headers.items()} if definition.headers else set()
    method = response.request.method
    extra = {name.lower() for name in response.headers} - documented - CARRIERS
    if method == "OPTIONS" or response.status_code == 405:
        extra -= {"allow", "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age", "cache-control"}
    if extra:
        raise UndocumentedHeader(
            operation=case.operation.label,
            title="Undocumented header",
            message=f"status {response.status_code} has headers that the document does not name: {', '.join(sorted(extra))}",
        )


class NotAProblem(Failure):
    """A refusal that is not a problem document with a code of the closed set."""


@schemathesis.check
def every_refusal_is_a_problem(ctx, response, case):
    if response.status_code < 400 or response.request.method == "HEAD":
        return
    problem = problem_of(response)
    media = (response.headers.get("content-type") or [""])[0]
    wrong = None
    if not media.startswith("application/problem+json"):
        wrong = f"the media type is {media!r}"
    elif problem.get("code") not in CODES:
        wrong = f"the code is {problem.get('code')!r}, which /problems does not have"
    elif problem.get("status") != response.status_code:
        wrong = f"the status in the body is {problem.get('status')!r}"
    if wrong:
        raise NotAProblem(operation=case.operation.label, title="Not a problem document", message=f"status {response.status_code}: {wrong}")
    refused_for[problem["code"]] += 1


class RefusedForSomethingElse(Failure):
    """A question with one mistake was refused, and the problem names another parameter."""


@schemathesis.check
def the_mistake_is_named(ctx, response, case):
    """A question with one mistake in one declared parameter is refused for that one: what else would the caller mend?"""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_negative or response.status_code != 400:
        return
    if response.request.method != "GET":
        return
    focus = focus_of(case)
    query = set(rules.Question(response.request.url).parameters)
    declared = {each.name for each in case.operation.query}
    if len(focus) != 1 or not focus <= declared & query or query - focus - {each.name for each in case.operation.query if each.is_required}:
        return
    named = problem_of(response).get("parameter")
    if named not in focus and not any(each.is_required for each in case.operation.query):
        raise RefusedForSomethingElse(
            operation=case.operation.label,
            title="Refused for something else",
            message=f"the mistake is in {', '.join(sorted(focus))}, and the problem names {named!r}",
        )


def codes():
    """The codes of the page of problems: the closed set, as people read it."""
    with urllib.request.urlopen(ADDRESS + "/problems", timeout=60) as answer:
        page = answer.read().decode()
    return {piece.split('"', 1)[0] for piece in page.split('id="')[1:]}


CODES = codes()


@atexit.register
def write_tally():
    with open(TALLY, "w", encoding="utf-8") as file:
        json.dump(
            {
                "sent": sent,
                "statuses": statuses,
                "excused": excuses.counts,
                "codes": refused_for,
            },
            file,
        )
