"""Holds the ledger to the files it was made of. Run by bench/accounts.sh, whose --help says what for.

Reads every file with Python's own readers, in code that shares nothing with the importers: which of them was meant follows
from its folder, since this is about one corpus. Then asks the database what it holds of the file, compares, and writes a
table.
"""
import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from datetime import datetime
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl


class Account:
    """What a file comes to: its rows, what becomes of them, and the sum of each of its numbers.

    A sum has a name of three parts: series, what is summed (a unit), and a part of the series that is not added to others.
    """

    def __init__(self):
        self.rows = 0
        self.stating = 0
        self.figures = 0
        self.quarantined = {}
        self.kept_out = Decimal(0)
        self.sums = defaultdict(Decimal)

    def add(self, series, unit, number, part=""):
        """Adds to a sum; None is a number that is missing, which is not 0."""
        if number is not None:
            self.sums[series, unit, part] += number


# ---------------------------------------------------------------- the files


def lines(path):
    """The lines of a table of text that hold something, each with its number from 1."""
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    for number, line in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
        if any(line):
            yield number, line


def table(path):
    """The header of such a table, and its other lines as dictionaries."""
    rows = lines(path)
    header = next(rows)[1]
    return header, [dict(zip(header, line)) for _, line in rows]


def sheets(path):
    """The rows of each sheet of a workbook of Excel that hold something, by the sheet's name."""
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return {
        sheet.title: [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]
        for sheet in workbook
    }


def one_number_a_line(path, series, columns):
    """A header, then lines of which each is a figure; columns gives the unit of each column that is summed."""
    header, rows = table(path)
    account = Account()
    account.rows = 1 + len(rows)
    account.stating = account.figures = len(rows)
    for row in rows:
        for column, unit in columns.items():
            account.add(series, unit, Decimal(row[column]))
    return account


def small_boats_time_series(path):
    names = {
        part: "{urn:oasis:names:tc:opendocument:xmlns:" + part + ":1.0}" for part in ("table", "office", "text")
    }
    account = Account()
    content = ElementTree.fromstring(zipfile.ZipFile(path).read("content.xml"))
    for sheet in content.iter(names["table"] + "table"):
        name = sheet.get(names["table"] + "name")
        header_seen = False
        for row in sheet.iter(names["table"] + "table-row"):
            cells = []
            for cell in row:
                words = "".join("".join(each.itertext()) for each in cell.iter(names["text"] + "p"))
                value = cell.get(names["office"] + "value")
                found = Decimal(value) if value is not None else words
                repeated = int(cell.get(names["table"] + "number-columns-repeated", 1))
                cells += [found] * min(repeated, 20)
            if all(cell == "" for cell in cells):
                continue
            times = int(row.get(names["table"] + "number-rows-repeated", 1))
            account.rows += times
            if name not in ("SB_01", "SB_02"):
                continue
            if not header_seen:
                header_seen = True
                continue
            account.stating += times
            numbers = [cell if isinstance(cell, Decimal) else None for cell in cells]
            if name == "SB_01":
                account.figures += times
                series = "uk-small-boats-daily"
            else:
                account.figures += 2 * times
                series = "uk-small-boats-weekly"
                account.add("uk-small-boats-prevented-weekly", "people", numbers[4])
                account.add("uk-small-boats-prevented-weekly", "events", numbers[5])
            account.add(series, "people", numbers[1])
            account.add(series, "boats", numbers[2])
            account.add(series, "uncontrolled landings", numbers[3])
    return account


class Cells(HTMLParser):
    """The words of the cells of a page's tables, row by row."""

    def __init__(self):
        super().__init__()
        self.rows = []
        self.inside = False

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.inside = False

    def handle_data(self, words):
        if self.inside:
            self.rows[-1][-1] += words


def small_boats_last_seven_days(path):
    page = Cells()
    page.feed(path.read_text(encoding="utf-8"))
    account = Account()
    account.rows = len(page.rows)
    for row in page.rows[1:]:
        account.stating += 1
        account.figures += 1
        for cell, unit in zip(row[1:], ("people", "boats", "uncontrolled landings")):
            if cell.strip() != "-":
                account.add("uk-small-boats-last-7-days", unit, Decimal(cell.strip().replace(",", "")))
    return account


def irregular_migration(path):
    series = "uk-irregular-arrivals-quarterly"
    if path.suffix != ".xlsx":
        return one_number_a_line(path, series, {"Number of detections": "people"})
    account = Account()
    for row in sheets(path)["Data - Irr_D01"]:
        account.rows += 1
        if isinstance(row[7], (int, float)):
            account.stating += 1
            account.figures += 1
            account.add(series, "people", Decimal(row[7]))
    return account


def returns(path):
    account = one_number_a_line(path, "uk-returns-quarterly", {"Number of returns": "people"})
    # Several lines of a destination are parts of one figure.
    _, rows = table(path)
    keys = {
        (row["Date"], row["Return type group"], row["Return type"].lower(), row["Return destination"]) for row in rows
    }
    account.figures = len(keys)
    return account


# Of each sheet the columns that are read, from 1 as the second: what was done, in which unit, printed in how many of it.
ENFORCEMENT = {
    "FNO_01": {
        1: ("prison-release", "people", 1),
        2: ("prison-release-without-consideration-for-deportation", "people", 1),
        3: ("transfer-to-immigration-detention", "people", 1),
    },
    "FNO_02": {column: ("release-into-the-community", "people", 1) for column in range(2, 7)},
    "FNO_09": {
        1: ("facilitated-return-scheme-return", "people", 1),
        3: ("early-removal-scheme-removal", "people", 1),
    },
    "FR_04": {
        1: ("family-returns-process-entry", "families", 1),
        2: ("family-returns-panel-referral", "families", 1),
    },
    "FR_06": {column: ("family-return", "families", 1) for column in range(2, 7)},
    "CLS_01": {1: ("carriers-liability-charge", "charges", 1)},
    "FD_01": {
        1: ("attempted-return", "attempted-returns", 1),
        3: ("use-of-force", "incidents", 1),
        4: ("use-of-restraint-equipment", "incidents", 1),
    },
    "CP_02": {1: ("civil-penalty", "penalties", 1), 2: ("civil-penalty-value", "GBP", 1_000_000)},
    "CP_03": {1: ("civil-penalty", "penalties", 1), 2: ("civil-penalty-value", "GBP", 1)},
    "IMS_01": {1: ("report-received", "reports", 1), 2: ("digital-report-received", "reports", 1)},
}


def immigration_enforcement(path):
    account = Account()
    for sheet, rows in sheets(path).items():
        account.rows += len(rows)
        for row in rows:
            if sheet not in ENFORCEMENT or not re.fullmatch(r"(\d{4} ?Q[1-4]|Q[1-4] ?\d{4})", str(row[0]).strip()):
                continue
            account.stating += 1
            for column, (action, unit, times) in ENFORCEMENT[sheet].items():
                account.figures += 1
                if isinstance(row[column], (int, float)):
                    # A spreadsheet vouches for 15 digits and shows no more.
                    number = Decimal(format(row[column], ".15g")) * times
                    account.add("uk-immigration-enforcement-quarterly", unit, number, action)
    return account


def day(text):
    """Whether a cell holds a date."""
    for form in ("%d/%m/%Y", "%Y-%m-%dT00:00:00"):
        try:
            datetime.strptime(text, form)
            return True
        except ValueError:
            pass
    return False


def pounds(text):
    """An amount, or None where the cell has none."""
    try:
        return Decimal(re.sub(r"[£,\s]", "", text))
    except InvalidOperation:
        return None


def spend(path):
    account = Account()
    rows = lines(path)
    _, header = next(rows)
    account.rows = 1
    names = [name.strip().lower() for name in header]
    amount = next(place for place, name in enumerate(names) if name in ("spend", "amount"))
    date = names.index("date")
    width = max(place for place, name in enumerate(names) if name) + 1
    for number, line in rows:
        account.rows += 1
        printed = line[amount].strip() if amount < len(line) else ""
        others = [cell for place, cell in enumerate(line) if place != amount and cell.strip()]
        if not others and printed in ("", "-"):
            continue
        shifted = [cell for cell in line[width:] if pounds(cell) is not None]
        if shifted or pounds(printed) is None or not day(line[date].strip()):
            account.quarantined[number] = " | ".join(cell.strip() for cell in line if cell.strip())
            account.kept_out += pounds(printed) or 0
            continue
        account.stating += 1
        account.figures += 1
        account.add("uk-home-office-spend-over-25000", "GBP", pounds(printed))
    return account


def cbp(path):
    if "encounters" in path.name:
        return one_number_a_line(path, "us-cbp-encounters-monthly", {"Encounter Count": "encounters"})
    return one_number_a_line(
        path, "us-cbp-drug-seizures-monthly", {"Count of Event": "events", "Sum Qty (lbs)": "lb"}
    )


def eurostat(path):
    header, rows = table(path)
    column = "Value" if "Value" in header else "OBS_VALUE"
    account = Account()
    account.rows = 1 + len(rows)
    account.stating = account.figures = len(rows)
    for row in rows:
        if row[column] not in ("", ":"):
            account.add("eu-refused-entry-annual", "people", Decimal(row[column].replace(",", "")))
    return account


def frontex(path):
    return one_number_a_line(path, "eu-frontex-detections-monthly", {"n": "detections"})


def unhcr(path):
    account = Account()
    every = sheets(path)
    for place in ("Greece", "Italy"):
        for row in every["Daily Arrivals to " + place]:
            account.rows += 1
            if isinstance(row[0], datetime):
                account.stating += 1
                account.figures += 1
                account.add("mediterranean-arrivals-daily", "people", Decimal(repr(row[1])), place.lower())
    return account


CURRENCIES = {
    "Albania Leks": "ALL",
    "Bulgaria Leva": "BGN",
    "Canada Canadian dollars": "CAD",
    "Czechia Koruny": "CZK",
    "Denmark Kroner": "DKK",
    "Hungary Forint": "HUF",
    "North Macedonia Denars": "MKD",
    "Norway Kroner": "NOK",
    "Poland Zlotys": "PLN",
    "Romania New Lei": "RON",
    "Sweden Kronor": "SEK",
    "Türkiye Liras": "TRY",
    "United Kingdom Pounds": "GBP",
    "United States US dollars": "USD",
}


def nato(path):
    account = Account()
    every = sheets(path)
    for sheet, programme in (("TABLE1", "national-currency"), ("TABLE2", "us-dollars")):
        prices = None
        for row in every[sheet]:
            account.rows += 1
            total, ally = row[1], row[2]
            numbers = [cell for cell in row[3:14] if isinstance(cell, (int, float))]
            if not numbers or not (total or ally):
                # a title, the years, the name of a block, the rests of totals
                if str(total).startswith(("Current", "Constant")):
                    prices = re.sub(r"\W+", "-", total.strip().lower())
                continue
            account.stating += 1
            account.figures += len(numbers)
            currency = "USD"
            if programme == "national-currency":
                name, words = re.fullmatch(r"(.*?)[\s*]*\((.*)\)\s*", ally).groups()
                currency = "EUR" if words == "Euros" else CURRENCIES[name.strip() + " " + words.strip()]
            for number in numbers:
                account.add(
                    "nato-defence-expenditure-annual",
                    currency,
                    Decimal(repr(number)) * 1_000_000,
                    programme + ", " + prices + (", totals" if total else ""),
                )
    return account


READERS = {
    "small-boats-time-series": small_boats_time_series,
    "small-boats-last-7-days": small_boats_last_seven_days,
    "irregular-migration": irregular_migration,
    "spend-over-25000": spend,
    "cbp": cbp,
    "eurostat": eurostat,
    "frontex": frontex,
    "unhcr": unhcr,
    "nato": nato,
}


def reader(path):
    if path.parent.name == "immigration-enforcement":
        return returns if "returns" in path.name else immigration_enforcement
    return READERS[path.parent.name]


# ---------------------------------------------------------------- the ledger


def ask(sql):
    """The rows of a query, each a dictionary."""
    answer = subprocess.run(
        ["psql", "-q", "-A", "-t", "-X", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"]
        + ["-p", os.environ["LEDGER_PORT"], "-U", "ledger_owner", "ledger"],
        input="select row_to_json(x) from (" + sql + ") x",
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line, parse_float=Decimal) for line in answer.stdout.splitlines()]


# Numbers go as text, so that no reader rounds them.
SUMS = """
    select i.id as import, f.series, f.part, f.unit, f.number::text as number, f.figures from import i
    join release r on r.code = i.release join lateral (
        select series, case series when 'mediterranean-arrivals-daily' then place else '' end as part, m.unit,
            sum(m.number) as number, count(*) as figures
        from statement s join crossing c on c.id = s.figure_id cross join lateral (values
            (case series when 'us-cbp-encounters-monthly' then 'encounters'
                when 'eu-frontex-detections-monthly' then 'detections' else 'people' end, people),
            ('boats', boats), ('uncontrolled landings', uncontrolled_landings)) m (unit, number)
        where s.release_id = r.id group by 1, 2, 3
        union all
        select series, case series when 'uk-immigration-enforcement-quarterly' then action else '' end, m.unit,
            sum(m.number), count(*)
        from statement s join enforcement_action a on a.id = s.figure_id cross join lateral (values
            (coalesce(a.unit, 'people'), quantity), ('events', events)) m (unit, number)
        where s.release_id = r.id group by 1, 2, 3
        union all
        select series, case series when 'nato-defence-expenditure-annual' then programme || ', ' || purpose
                || case when funder like 'nato-%' then ', totals' else '' end else '' end,
            coalesce(currency, '?'), sum(amount), count(*)
        from statement s join spending_line l on l.id = s.figure_id
        where s.release_id = r.id group by 1, 2, 3) f on true
    where i.outcome = 'published' and f.number is not null"""

COUNTS = """
    select i.*, r.id as release_id, r.issued_at, t.stated, s.*, h.changed_unstated, q.kept from import i
    left join release r on i.outcome = 'published' and r.code = i.release
    left join lateral (select sum(stated) as stated from release_series where release_id = r.id) t on true
    left join lateral (select sum(added) as added, sum(revised) as revised, sum(withdrawn) as withdrawn,
        sum(confirmed) as confirmed, sum(backdated) as backdated from revision_series where revision = i.revision) s on true
    left join lateral (select count(*) as kept from statement where release_id = r.id) q on true
    left join lateral (select count(distinct key) as changed_unstated from (
            select key from crossing where revision_from = i.revision or revision_to = i.revision
            union select key from enforcement_action where revision_from = i.revision or revision_to = i.revision
            union select key from spending_line where revision_from = i.revision or revision_to = i.revision) c
        where key not in (select f.key from statement s join crossing f on f.id = s.figure_id where s.release_id = r.id
            union select f.key from statement s join enforcement_action f on f.id = s.figure_id where s.release_id = r.id
            union select f.key from statement s join spending_line f on f.id = s.figure_id where s.release_id = r.id)
        ) h on i.outcome = 'published'
    order by i.id"""

QUARANTINED = """
    select f.import_id as import, f.place, f.original from finding f where f.original is not null order by 1, f.number"""

REFUSED = "select import_id as import, place, found, expected from finding where level = 'error' order by 1, number"


# ---------------------------------------------------------------- both, held against each other


def shown(number):
    text = format(number, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def words(number, unit):
    return shown(number) + " " + unit


def without_kept_out(account):
    """What the lines that cannot be read come to, where they have an amount."""
    return f"; without {shown(account.kept_out)} in what is quarantined" if account.kept_out else ""


class Comparison:
    """The table as it grows, and what did not agree."""

    def __init__(self, assumed):
        self.assumed = assumed
        self.lines = []
        self.long = []
        self.notes = []
        self.differences = []
        self.total = defaultdict(int)

    def differ(self, name, what, one, other):
        self.differences.append(f"{name}: {what}: {one} in the file, {other} in the ledger")

    def hold(self, name, what, one, other):
        if one != other:
            self.differ(name, what, one, other)

    def sums(self, name, of_file, of_ledger):
        """The cell of a file with its sums, and the lines of a table of its own where they are many."""
        for key in sorted(of_file.keys() | of_ledger.keys()):
            one, other = of_file.get(key), of_ledger.get(key)
            if one != other:
                self.differ(name, "sum of " + " ".join(key), one, other)
        if not of_file:
            return ""
        if len(of_file) > 8:
            for key in sorted(of_file, key=lambda key: (key[2], key[1])):
                self.long.append((name, key, of_file[key], of_ledger.get(key)))
            return f"{len(of_file)} sums, [below](#sums-of-files-with-many)"
        by_group = defaultdict(list)
        for key in of_file:
            series, unit, part = key
            other = of_ledger.get(key)
            text = words(of_file[key], unit)
            if other != of_file[key]:
                text = f"**{text} in the file, {other} in the ledger**"
            by_group[series, part].append(text)
        several = len({series for series, _ in by_group}) > 1
        return "; ".join(
            (f"`{series}` " if several else "") + (f"{part} " if part else "") + ", ".join(texts)
            for (series, part), texts in by_group.items()
        )

    def row(self, name, numbers, sums):
        cells = ["" if number is None else shown(number) for number in numbers]
        self.lines.append(f"| {name} | " + " | ".join(cells) + f" | {sums} |")

    def published(self, name, account, counted, sums, quarantined):
        """A file that went in: rows and figures are what the file has, and every figure is accounted for."""
        kept_out = [int(re.search(r"(\d+)$", place).group(1)) for place, _ in quarantined]
        without = account.rows - account.stating - len(account.quarantined)
        self.hold(name, "rows", account.rows, counted["row_count"])
        self.hold(name, "rows without a figure", without, counted["passed_over"])
        self.hold(name, "lines that cannot be read", sorted(account.quarantined), sorted(kept_out))
        self.hold(name, "number of lines that cannot be read", len(account.quarantined), counted["quarantined"])
        self.hold(name, "rows that state figures", account.stating, counted["stating"])
        self.hold(name, "figures", account.figures, counted["figures"])
        self.hold(name, "figures, against those by series", account.figures, counted["stated"])
        self.hold(name, "figures, against the statements kept", account.figures, counted["kept"])
        # Keys that the edition does not state and that changed by it: those it withdraws now, and others in the past.
        past = counted["backdated"] - (counted["changed_unstated"] - counted["withdrawn"])
        parts = counted["added"] + counted["revised"] + counted["confirmed"] + past
        self.hold(name, "figures, against new, revised, confirmed and past alone", account.figures, parts)
        if past < 0:
            self.differ(name, "figures whose past alone changed", "at least 0", past)
        numbers = [account.rows, without, len(account.quarantined), account.stating, account.figures]
        numbers += [counted["added"], counted["revised"], counted["confirmed"], past, counted["withdrawn"]]
        for place, number in enumerate(numbers):
            self.total[place] += number
        mark = "`" + name + "`" + ("\\*" if name in self.assumed else "")
        self.row(mark, numbers, self.sums(name, account.sums, sums) + without_kept_out(account))
        for number, line in sorted(account.quarantined.items()):
            self.notes.append(f"`{name}`, line {number}, is quarantined: `{line.replace('|', '/')}`")


def compare(folder, assumed, refusals):
    comparison = Comparison(assumed)
    sums = defaultdict(dict)
    for each in ask(SUMS):
        sums[each["import"]][each["series"], each["unit"], each["part"]] = Decimal(each["number"])
    quarantined = defaultdict(list)
    for each in ask(QUARANTINED):
        quarantined[each["import"]].append((each["place"], each["original"]))
    errors = defaultdict(list)
    for each in ask(REFUSED):
        errors[each["import"]].append(each)
    last = {}
    first_of_bytes = {}
    for counted in ask(COUNTS):
        last[counted["file"]] = counted  # a file without an issue date was refused first, then went in with one
        if counted["outcome"] == "published":
            first_of_bytes[counted["sha256"]] = counted
    lists = os.environ["ACCOUNTS_LISTS"].split()
    # The folder says what there is, not the list in it, which may leave a file out.
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in lists)
    if len({path.name for path in paths}) != len(paths):
        raise SystemExit("accounts.py: two files of one name cannot be told apart")
    part = None
    for path in paths:
        name = path.name
        if path.parent != part:
            part = path.parent
            comparison.lines.append(f"| **{part.relative_to(folder)}** |" + " |" * 11)
        account = reader(path)(path)
        counted = last.pop(name, None)
        if counted is None:
            comparison.differ(name, "an import", "one", "none")
        elif counted["outcome"] == "published":
            key = counted["id"]
            comparison.published(name, account, counted, sums.get(key, {}), quarantined.get(key, []))
        elif counted["outcome"] == "unchanged":
            same = first_of_bytes[counted["sha256"]]
            comparison.hold(name, "rows, against the same bytes", account.rows, same["row_count"])
            comparison.hold(name, "figures, against the same bytes", account.figures, same["figures"])
            cell = comparison.sums(name, account.sums, sums.get(same["id"], {}))
            numbers = [account.rows, account.rows - account.stating - len(account.quarantined)]
            numbers += [len(account.quarantined), account.stating, account.figures] + [None] * 5
            cell += without_kept_out(account)
            comparison.row("`" + name + "`", numbers, cell + f"; the bytes of `{same['file']}`, which are in already")
        else:
            why = "; ".join(f"{e['place']}: {e['found']}, expected {e['expected']}" for e in errors[counted["id"]])
            if name not in refusals:
                comparison.differ(name, "an import", "one", "a refusal: " + why)
            comparison.row("`" + name + "`", [account.rows] + [None] * 9, "refused whole: " + why)
            refusals = [each for each in refusals if each != name]
    for name in refusals:
        comparison.differ(name, "a refusal", "expected", "none")
    for name in last:
        comparison.differ(name, "an import", "none listed", last[name]["outcome"])
    comparison.lines.append(
        "| **all that went in** | " + " | ".join(shown(comparison.total[place]) for place in range(10)) + " | |"
    )
    return comparison


INTRODUCTION = """# Accounts: every file against the ledger

Nothing is lost on the way from a file into the ledger, and nothing is added. This table shows it for every file of the corpus, a folder of published files that is not part of this repository ([contributing](../CONTRIBUTING.md)). `bench/accounts.sh` made it and makes it again: it imports the folder into a fresh ledger, reads every file a second time with Python's own readers, in code that shares nothing with the importers, and ends with 1 where the two differ. **Do not edit this page by hand.**

Held against each other, for each file:

- **rows = no figure + quarantined + state figures.** A row is one that holds something, in the tables that are read: all sheets of the small boats and immigration enforcement workbooks, one or two sheets of the others. *No figure*: titles, headers, notes, blank amounts, sheets that are not read. *Quarantined*: rows that cannot be read; both sides must name the same ones.
- **figures = new + revised + confirmed + past alone.** A row may state several figures (a week has people who arrived and people who were prevented), and several rows one (returns). *New* had no value, *revised* had another, *confirmed* had the same or is repeated by another edition of the same day. *Past alone*: stated by an edition that is older than one already in, or of the same day and put before it, so that what was known earlier changed and the present did not. *Left out* is none of them: figures of earlier editions that this complete edition no longer has, and that are withdrawn by it.
- **Every sum of the file is that of the ledger**, to the last decimal: over all that the release states, whether it was new or not. Sums are checks of the reading and mean nothing else: they add totals to their parts (Eurostat), and people who are counted twice.

The three columns of new, revised and confirmed depend on the order of the imports, by name and then those with an assumed day, not that of the days.
"""


def main():
    folder, page = Path(sys.argv[1]), Path(sys.argv[2])
    assumed = dict(each.split("=") for each in os.environ["ACCOUNTS_ASSUMED"].split())
    comparison = compare(folder, assumed, os.environ["ACCOUNTS_REFUSED"].split())
    out = [INTRODUCTION]
    out.append(
        "\\* Neither the list beside the files nor the file says when these were issued. The days are **assumptions** of this check: "
        + ", ".join(f"`{name}` {issued}" for name, issued in assumed.items())
        + ".\n"
    )
    columns = ["file", "rows", "no figure", "quarantined", "state figures", "figures", "new", "revised", "confirmed"]
    columns += ["past alone", "left out", "sum in the file = sum in the ledger"]
    out.append("| " + " | ".join(columns) + " |\n| --- |" + " ---: |" * 10 + " --- |")
    out += comparison.lines
    if comparison.notes:
        out.append("\n## Kept out\n")
        out += ["- " + note for note in comparison.notes]
    if comparison.long:
        out.append("\n## Sums of files with many\n\n| file | of | sum in the file = sum in the ledger |\n| --- | --- | ---: |")
        for name, (_, unit, part), number, other in comparison.long:
            text = words(number, unit)
            if other != number:
                text = f"**{text} in the file, {other} in the ledger**"
            out.append(f"| `{name}` | {part} | {text} |")
    if comparison.differences:
        out.append("\n## Differences\n")
        out += ["- " + difference for difference in comparison.differences]
    page.write_text("\n".join(out) + "\n", encoding="utf-8")
    for difference in comparison.differences:
        print("accounts.py:", difference, file=sys.stderr)
    sys.exit(1 if comparison.differences else 0)


main()
