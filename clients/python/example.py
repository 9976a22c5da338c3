"""Asks a running Border Ledger through the generated client, and holds what it gets to what is known.

usage: example.py ADDRESS LATER_ADDRESS
The second is a service as a later version may be: clients/check stands in for it.
"""
# snippet
from border_ledger import Client
from border_ledger.api.figures import get_crossing
from border_ledger.models import CrossingAnswer, Problem

# end of snippet
import sys
from datetime import date
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from border_ledger.api.computed import aggregate_crossings
from border_ledger.api.figures import get_enforcement_action, list_crossings
from border_ledger.models import CrossingAggregatePage, CrossingPage, EnforcementActionAnswer
from border_ledger.types import UNSET, Unset

T = TypeVar("T")

differences = 0


def expect(what: str, expected: T, found: T) -> None:
    global differences
    if found != expected:
        differences += 1
        print(f"{what}: {found!r} instead of {expected!r}", file=sys.stderr)


def answered(answer: object, kind: type[T]) -> T:
    """The answer, where it is of this kind; else the example ends with what it was."""
    if not isinstance(answer, kind):
        sys.exit(f"{kind.__name__} was expected, and this came: {answer}")
    return answer


def snippet(address: str) -> None:
    # snippet
    ledger = Client(base_url=address)
    answer = get_crossing.sync("uk-small-boats-daily:2025-06-20", client=ledger)
    if isinstance(answer, CrossingAnswer):
        print(answer.data.people, "people, status", answer.data.status)
    elif isinstance(answer, Problem):
        print(answer.code, answer.hint)
    # end of snippet


def one_figure(ledger: Client) -> None:
    figure = answered(get_crossing.sync("uk-small-boats-daily:2025-06-20", client=ledger), CrossingAnswer).data
    expect("people", 437, figure.people)
    expect("boats", 7, figure.boats)
    expect("uncontrolled landings, none and not missing", 0, figure.uncontrolled_landings)
    expect("status", "P", figure.status)
    expect("qualifier", "exact", figure.qualifier)
    expect("period", date(2025, 6, 20), figure.period_start)
    expect("what has no value is None", None, figure.value_high)
    expect("withdrawn", False, figure.withdrawn)


def filters(ledger: Client) -> None:
    page = answered(list_crossings.sync(client=ledger, period="2025-06", people_gte=500), CrossingPage)
    expect("days of June 2025 with 500 people or more", [879, 585, 583, 919], [each.people for each in page.data])
    expect("their first day", date(2025, 6, 30), page.data[0].period_start)
    expect("there is no other page", None, page.links.next_)
    coverage = page.meta.coverage
    expect("days that the series has of June", 30, None if coverage is None else coverage.present)


def pages(ledger: Client) -> None:
    keys: list[str] = []
    total: int | None = None
    cursor: str | Unset = UNSET
    asked = 0
    while True:
        page = answered(
            list_crossings.sync(client=ledger, limit=500, count="exact", to=date(2025, 12, 31), cursor=cursor),
            CrossingPage,
        )
        asked += 1
        total = page.meta.total
        keys.extend(each.key for each in page.data)
        if page.links.next_ is None:
            break
        cursor = parse_qs(urlsplit(page.links.next_).query)["cursor"][0]
    expect("days of 2018 to 2025", 2922, len(keys))
    expect("of which each is there once", 2922, len(set(keys)))
    expect("as many as the ledger counts", 2922, total)
    expect("pages", 6, asked)
    expect("the last day", "uk-small-boats-daily:2018-01-01", keys[-1])


def what_was_known(ledger: Client) -> None:
    key = "uk-small-boats-prevented-weekly:2026-W16"
    now = answered(get_enforcement_action.sync(key, client=ledger), EnforcementActionAnswer)
    then = answered(get_enforcement_action.sync(key, client=ledger, as_of="2026-05-15"), EnforcementActionAnswer)
    expect("people prevented in that week", 390, now.data.quantity)
    expect("and as it was known on 15 May 2026", 322, then.data.quantity)
    expect("as of", "2026-05-15", then.meta.as_of)
    expect("what the publisher said of the new number", "Revised", then.data.publisher_flag)


def sums(ledger: Client) -> None:
    page = answered(
        aggregate_crossings.sync(client=ledger, from_=date(2025, 1, 1), to=date(2025, 6, 20)), CrossingAggregatePage
    )
    expect("one sum", 1, len(page.data))
    expect("people", 17817, page.data[0].people_sum)
    expect("days that went in", 171, page.data[0].present)
    expect("of all", True, page.data[0].complete)


def problems(ledger: Client) -> None:
    problem = answered(list_crossings.sync(client=ledger, route="chanel"), Problem)
    expect("status of the problem", 400, problem.status)
    expect("its code", "unknown-value", problem.code)
    expect("its hint", "did you mean 'channel'?", problem.hint)
    expect("its parameter", "route", problem.parameter)
    expect("what is allowed", ["channel"], problem.allowed)
    missing = answered(get_crossing.sync("uk-small-boats-daily:1999-01-01", client=ledger), Problem)
    expect("the code of what is not there", "not-found", missing.code)
    expect("which concerns no parameter", UNSET, missing.parameter)


def later_version(ledger: Client) -> None:
    figure = answered(get_crossing.sync("uk-small-boats-daily:2025-06-20", client=ledger), CrossingAnswer).data
    expect("a status that a later version adds", "later-status", figure.status)
    expect("a qualifier that it adds", "later-qualifier", figure.qualifier)
    expect("what is beside them", 437, figure.people)
    problem = answered(list_crossings.sync(client=ledger, route="chanel"), Problem)
    expect("a code of a problem that it adds", "later-code", problem.code)
    expect("the hint beside it", "did you mean 'channel'?", problem.hint)


def main() -> None:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    address, later = sys.argv[1:]
    snippet(address)
    with Client(base_url=address) as ledger:
        for question in (one_figure, filters, pages, what_was_known, sums, problems):
            question(ledger)
    with Client(base_url=later) as ledger:
        later_version(ledger)
    sys.exit(1 if differences else 0)


main()
