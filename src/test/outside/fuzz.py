"""Asks what no schema describes, over plain sockets, so that nothing on the way makes it tidier."""

import argparse
import gzip
import html
import json
import re
import socket
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

PATIENCE = 30.0
# what the server underneath turns away by itself has a status and nothing else (docs/problems.md, "What is no request")
BARE = {400, 414, 431}
DOCUMENTED = {200, 204, 301, 302, 304, 400, 404, 405, 414, 503}
# a parser that is not asked for HTTP closes the connection after this
LONGEST_LINE = 128 * 1024
PLAIN = ("/v1/crossings/uk-small-boats-daily:2025-06-20", "people", 437)


class Service:
    """One service, asked over a connection for each question."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.host, self.port = parts.hostname, parts.port or 80
        self.codes = frozenset()

    def exchange(self, request, patience=PATIENCE):
        """The bytes that come back for these bytes, until the service closes or a whole answer is there."""
        began = time.monotonic()
        with socket.create_connection((self.host, self.port), timeout=patience) as connection:
            # the service may answer and close before it has read a long address
            try:
                connection.sendall(request)
            except (BrokenPipeError, ConnectionResetError):
                pass
            received = bytearray()
            while True:
                left = patience - (time.monotonic() - began)
                assert left > 0, f"no whole answer within {patience} s"
                connection.settimeout(left)
                try:
                    piece = connection.recv(65_536)
                except TimeoutError:
                    raise AssertionError(f"no whole answer within {patience} s") from None
                except ConnectionResetError:
                    break
                if not piece:
                    break
                received += piece
        return bytes(received)

    def ask(self, target, method=b"GET", headers=()):
        lines = [method + b" " + target + b" HTTP/1.1", b"Host: localhost", b"Connection: close", *headers]
        return Answer.of(self.exchange(b"\r\n".join(lines) + b"\r\n\r\n"), method)


class Answer:
    """A status, headers and a body."""

    def __init__(self, status, headers, body, rest=b""):
        self.status, self.headers, self.body, self.rest = status, headers, body, rest

    @staticmethod
    def of(received, method=b"GET"):
        head, found, body = received.partition(b"\r\n\r\n")
        assert found, f"this is no answer: {received[:200]!r}"
        status, *lines = head.split(b"\r\n")
        assert re.fullmatch(rb"HTTP/1\.[01] [1-5][0-9]{2}(?: .*)?", status), f"this is no status line: {status!r}"
        headers = {}
        for line in lines:
            name, colon, value = line.partition(b":")
            assert colon, f"this is no header: {line!r}"
            headers[name.decode("latin-1").lower()] = value.strip().decode("latin-1")
        code, rest = int(status[9:12]), b""
        if method == b"HEAD" or code in (204, 304):
            body, rest = b"", body
        elif headers.get("transfer-encoding") == "chunked":
            body, rest = unchunked(body)
        elif "content-length" in headers:
            length = int(headers["content-length"])
            assert len(body) >= length, f"the body has {len(body)} of {length} bytes"
            body, rest = body[:length], body[length:]
        return Answer(code, headers, body, rest)

    @property
    def media_type(self):
        return self.headers.get("content-type", "").split(";")[0]

    def text(self):
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


def unchunked(received):
    body = bytearray()
    while True:
        size, found, received = received.partition(b"\r\n")
        assert found, "a chunk without its length"
        length = int(size.split(b";")[0], 16)
        if length == 0:
            return bytes(body), received[2:]
        assert len(received) >= length + 2, "a chunk that is cut off"
        body += received[:length]
        received = received[length + 2 :]


# --- what questions are made of -------------------------------------------------------------------------------------

PATHS = [
    b"/v1/crossings", b"/v1/enforcement-actions", b"/v1/spending-lines", b"/v1/crossings/latest",
    b"/v1/crossings/aggregates", b"/v1/crossings/comparisons", b"/v1/crossings/summary", b"/v1/crossings/timemap",
    b"/v1/enforcement-actions/aggregates", b"/v1/spending-lines/summary", b"/v1/claims", b"/v1/claims/check",
    b"/v1/claims/lbc-03", b"/v1/claims/lbc-03.jsonld", b"/v1/claims/lbc-03/reviews", b"/v1/releases",
    b"/v1/releases/lbc-2025-06-26", b"/v1/releases/lbc-2025-06-26/claims", b"/v1/releases/lbc-2025-06-26/findings",
    b"/v1/revisions", b"/v1/revisions/40", b"/v1/revisions/40/changes", b"/v1/series", b"/v1/series/uk-small-boats-daily",
    b"/v1/series/uk-small-boats-daily/revision-record", b"/v1/datasets", b"/v1/datasets/crossings",
    b"/v1/datasets/crossings/structure", b"/v1/changes.atom", b"/v1/changes.json", b"/v1/crossings/2025-06-20",
    b"/v1/crossings/uk-small-boats-daily:2025-06-20", b"/v1/crossings/uk-small-boats-daily:2025-06-20/revisions",
    b"/v1/crossings/uk-small-boats-daily:2025-06-20/claims", b"/v1/crossings/revisions/40.csv", b"/", b"/problems",
    b"/problems/not-found", b"/openapi.json", b"/explore", b"/explore/crossings", b"/nosuch", b"/v1", b"/v1/",
]
# tables, which take parameters
ASKED = PATHS[:7] + [b"/v1/enforcement-actions/aggregates", b"/v1/claims", b"/v1/claims/check", b"/v1/spending-lines/comparisons", b"/v1/revisions/40/changes"]
# of these there are files
FILED = [path for path in ASKED if not path.endswith((b"/summary", b"/check"))]
SUFFIXES = [b"", b"", b"", b"", b".csv", b".jsonl", b".xlsx", b".parquet", b".csv-metadata.json", b".json", b".CSV", b"/", b"//", b"/."]
NAMES = [
    b"from", b"to", b"period", b"series", b"asOf", b"revision", b"limit", b"cursor", b"sort", b"fields", b"route",
    b"citizenship", b"people", b"people.gte", b"amount.lt", b"updatedAfter", b"frequency", b"groupBy", b"measures",
    b"window", b"years", b"passing", b"cumulative", b"count", b"bom", b"dataset", b"value", b"qualifier", b"statedOn",
    b"lastNObservations", b"includeHistory", b"unit", b"kind", b"speaker", b"change", b"publisher",
]
# what people and programs put where a day goes
NO_DAYS = [
    b"2025-02-30", b"2025-02-29", b"2025-13-01", b"2025-00-10", b"2025-6-2", b"99999-01-01", b"-0001-01-01", b"0000-01-01",
    b"1899-12-31", b"3000-01-01", b"20250620", b"2025-06-20T", b"2025-06-20T25:00:00Z", b"2025-06-20T24:00:00Z",
    b"2025-06-20T23:59:60Z", b"2025-06-20T12:00:00", b"2025-06-20T12:00:00%2B19:00", b"2025-06-20T12:00:00+01:00",
    b"2025-W54", b"2024-W53", b"2025-Q5", b"FY2025-27", b"USFY99999", b"2025..", b"..2025", b"2025..2024", b"2025...2026",
    b"2025-06-20--2025-06-19", b"%D9%A2%D9%A0%D9%A2%D9%A5-06-20", b"2025%E2%80%9106-20", b"today", b"now()",
]
DAYS = [b"2025-06-20", b"2025-01-01", b"2024-02-29", b"1900-01-01", b"2999-12-31", b"2026-05-01"]
NUMBERS = [
    b"1e999", b"-1e999", b"9" * 400, b"-0", b"0", b"00", b"007", b"+1", b"%2B1", b"1.", b".5", b"1_000", b"1,000", b"0x10",
    b"0b1", b"1e3", b"NaN", b"nan", b"Infinity", b"-Infinity", b"%D9%A3", b"%EF%BC%91", b"%E2%85%A7", b"2147483647",
    b"2147483648", b"-2147483649", b"9223372036854775807", b"9223372036854775808", b"18446744073709551616", b"1.5",
    b"0." + b"0" * 30 + b"1", b"1/2", b"1%2F2", b"%E2%88%921", b"1%C2%A0000", b"1L", b"1f", b"null", b"true",
]
ENCODINGS = [
    b"%", b"%2", b"%zz", b"%u0041", b"%00", b"%0d%0a", b"%0a", b"%09", b"%7f", b"%C0%80", b"%C0%AF", b"%E0%80%AF", b"%F0%80%80%AF",
    b"%ED%A0%80", b"%ED%B0%80", b"%ED%A0%80%ED%B0%80", b"%F4%90%80%80", b"%F8%88%80%80%80", b"%FF", b"%FE%FF", b"%C3", b"%C3%28",
    b"%E2%82", b"%EF%BB%BF", b"%EF%BF%BF", b"%E2%80%AE", b"%CC%81", b"%F0%9F%9A%A4", b"%2525", b"%252e%252e%252f", b"%2e%2e%2f",
    b"%2e", b"%2f", b"%5c", b"%3a", b"%3A", b"%3b", b"%2c", b"%26", b"%3d", b"%23", b"%3f", b"%2B", b"%20", b"%22", b"%27", b"%3Cscript%3E",
    b"%C2%85", b"%E2%80%A8", b"%80",
]
RAW = [bytes([each]) for each in range(1, 256) if each not in (9, 10, 13, 32)]
SEPARATORS = [b"&", b"&", b"&", b"&&", b";", b"?", b"&amp;", b"&=&", b"&=", b"%26", b"#", b"+", b"&%00&"]
WORDS = [
    b"*", b"channel", b"uk-small-boats-daily", b"uk-small-boats-weekly", b"uk-small-boats-daily,uk-small-boats-weekly", b"people.sum",
    b"-people", b"key", b"year", b"month", b"exact", b"true", b"crossings", b"7d", b"2018..2025", b"2025", b"P", b"Home%20Office",
    b"a,b,,c", b",", b"", b"'", b"--", b"';drop%20table%20crossing;--", b"%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", b"${jndi:ldap://x}",
    b"..%2f..%2fetc%2fpasswd", b"eyJyIjo0Niwi", b"bnVsbA", b"%25%73%25%6e",
]

deep_commas = st.one_of(
    st.integers(1, 12_000).map(lambda count: b"," * count),
    st.tuples(st.sampled_from(WORDS + DAYS), st.integers(1, 3_000)).map(lambda drawn: b",".join([drawn[0]] * drawn[1])),
    st.integers(90, 120).map(lambda count: b",".join(b"2025-01-%02d" % (each % 40) for each in range(count))),
    st.integers(90, 400).map(lambda count: b",".join(b"c%d" % each for each in range(count))),
)
long_texts = st.tuples(st.sampled_from([b"9", b"a", b"%41", b"%00", b"%C3%A9", b",", b"-", b"..", b"2025,"]), st.sampled_from([1_000, 10_000, 16_300, 32_000, 33_000, 65_536, 131_072, 140_000])).map(
    lambda drawn: (drawn[0] * (drawn[1] // len(drawn[0]) + 1))[: drawn[1]]
)
odd_bytes = st.lists(st.sampled_from(ENCODINGS + RAW), min_size=1, max_size=6).map(b"".join)
values = st.one_of(
    st.sampled_from(DAYS + WORDS),
    st.sampled_from(NO_DAYS),
    st.sampled_from(NUMBERS),
    odd_bytes,
    st.tuples(st.sampled_from(DAYS + WORDS), odd_bytes).map(b"".join),
    st.tuples(odd_bytes, st.sampled_from(DAYS + NUMBERS)).map(b"".join),
    deep_commas,
)


def spelt_otherwise(name):
    """The same name with a letter percent-encoded, in another case, or with something about it."""
    return [name, name, name, name, b"%%%02x" % name[0] + name[1:], name.upper(), name + b"[]", name + b"%00", b"%20" + name, name + b".", b""]


names = st.sampled_from(NAMES).flatmap(lambda name: st.sampled_from(spelt_otherwise(name)))
pairs = st.one_of(
    st.tuples(names, st.just(b"="), values).map(b"".join),
    st.tuples(st.sampled_from(NAMES), st.just(b"="), st.sampled_from(DAYS + WORDS)).map(b"".join),
    names,
    st.sampled_from([b"=", b"=x", b"utm_source=x", b"fbclid=1", b"%75tm_x=1", b"gclid", b"from==2025-01-01"]),
)


@st.composite
def queries(draw):
    parts = draw(st.lists(pairs, min_size=1, max_size=5))
    query = parts[0]
    for part in parts[1:]:
        query += draw(st.sampled_from(SEPARATORS)) + part
    if draw(st.integers(0, 5)) == 0:
        query += b"&" + draw(st.sampled_from(parts))  # the same again
    return query


@st.composite
def paths(draw):
    path = draw(st.sampled_from(PATHS)) + draw(st.sampled_from(SUFFIXES))
    if draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(path)))
        path = path[:at] + draw(st.one_of(st.sampled_from(ENCODINGS), st.sampled_from(RAW), st.sampled_from([b"/", b"//", b"/../", b"/./", b";a=b", b"%2f", b"\\"]))) + path[at:]
    if draw(st.integers(0, 9)) == 0:
        path += b"/" + draw(values)
    return path


@st.composite
def targets(draw):
    """What stands in the request line."""
    if draw(st.integers(0, 9)) < 4:
        # all is well but for one value: only that comes as far as what reads it
        name = draw(st.sampled_from(NAMES))
        rest = draw(st.sampled_from([b"", b"", b"", b"&limit=3", b"&period=2025-06", b"&series=uk-small-boats-weekly", b"&frequency=year"]))
        base = draw(st.sampled_from(ASKED)) + draw(st.sampled_from([b"", b"", b".csv", b".jsonl", b".parquet"]))
        return base + b"?" + name + b"=" + draw(values) + rest
    path = draw(paths())
    kind = draw(st.integers(0, 19))
    if kind == 0:
        return draw(st.sampled_from([b"http://localhost", b"http://other.example:81", b"https://user:pw@h", b"HTTP://LOCALHOST:8080", b"ftp://x", b"//evil.example", b"http:///", b"http://[::1]"])) + path
    if kind == 1:
        return draw(st.sampled_from([b"*", b"localhost:80", b"?", b"?from=2025-01-01", b"v1/crossings", b"//", b"///v1/crossings", b"/?", b"/#", b"/v1/crossings?#x", b"http://", b".", b"%2fv1%2fcrossings"]))
    if kind == 2:
        count = draw(st.sampled_from([50, 999, 1_001, 3_000]))
        return path + b"?" + b"&".join(b"p%d=%d" % (each, each) for each in range(count))
    if kind == 3:
        return path + b"?" + draw(st.sampled_from(NAMES)) + b"=" + draw(long_texts)
    if kind == 4:
        return path + draw(long_texts)
    if kind == 5:
        return path
    return path + b"?" + draw(queries())


headers = st.lists(
    st.one_of(
        st.sampled_from([
            b"If-None-Match: *", b"If-None-Match: \"\"", b"If-None-Match: \"a\", W/\"b\",,", b"If-None-Match: " + b"\"x\"," * 16_000, b"If-None-Match: \xff\xfe",
            b"Accept: text/html", b"Accept: */*;q=0", b"Accept: application/xml", b"Accept: ;;;,,/", b"Accept: " + b"a/b," * 5_000, b"Accept: text/html;q=NaN",
            b"Accept-Encoding: gzip", b"Accept-Encoding: gzip;q=0", b"Accept-Encoding: *;q=0", b"Accept-Encoding: gzip;q=1e9", b"Accept-Encoding: identity;q=0",
            b"Accept-Encoding: br, zstd;q=0.5, gzip;q=0.001", b"Accept-Encoding: ,,;q=,", b"Accept-Encoding: " + b"gzip;q=1," * 5_000,
            b"Accept-Datetime: Sat, 02 May 2026 12:00:00 GMT", b"Accept-Datetime: Sat, 31 Feb 2026 12:00:00 GMT", b"Accept-Datetime: Mon, 02 May 2026 12:00:00 GMT",
            b"Accept-Datetime: Thu, 01 Jan 99999 00:00:00 GMT", b"Accept-Datetime: 2026-05-02", b"Accept-Datetime:", b"Accept-Datetime: " + b"x" * 9_000,
            b"If-Modified-Since: garbage", b"Range: bytes=0-1", b"Range: bytes=5-1,x", b"Expect: 100-continue", b"X-HTTP-Method-Override: DELETE",
            b"X-Forwarded-Host: evil.example\"><script>", b"X-Forwarded-Proto: javascript", b"Forwarded: host=evil.example", b"Origin: null", b"Cookie: a=b; c",
            b"Content-Type: application/json", b"Accept-Language: " + b"de;q=0.1," * 2_000, b"Content-Length: 0", b"TE: trailers", b"Upgrade: websocket",
        ]),
    ),
    max_size=3,
    unique_by=lambda header: header.split(b":")[0],
)
methods = st.sampled_from([b"GET"] * 60 + [b"HEAD", b"HEAD", b"OPTIONS", b"POST", b"DELETE", b"TRACE", b"get", b"PROPFIND", b"G\x01T"])

# --- what holds for every answer ------------------------------------------------------------------------------------


def hold(service, answer, target, method, sent_headers):
    status = answer.status
    assert status < 500 or status == 503, f"{status}: {answer.body[:300]!r}"
    if not answer.media_type and status in BARE and not answer.body:
        count("bare status of the HTTP server")
        return
    assert status in DOCUMENTED, f"status {status} is not documented"
    if status == 503:
        assert re.fullmatch(r"[1-9][0-9]*", answer.headers.get("retry-after", "")), "a 503 without Retry-After"
    if status in (301, 302):
        location = answer.headers.get("location", "")
        assert re.fullmatch(r"/(?:[^/].*)?", location), f"leads to {location!r}, which may be another host"
        assert not re.search(r"[\x00-\x20\x7f-\xff<>\"]", location), f"leads to {location!r}"
    if status == 405:
        assert "GET" in answer.headers.get("allow", ""), "a 405 without Allow"
    for name, value in answer.headers.items():
        assert "evil.example" not in value or b"evil.example" in target, f"the header {name} repeats a header of the request: {value!r}"
    if method == b"HEAD" or status in (204, 301, 302, 304):
        return
    if status >= 400:
        hold_problem(service, answer)
    elif answer.media_type == "text/html":
        hold_page(answer.text(), target, sent_headers)
    elif answer.media_type.endswith("json"):
        json.loads(answer.text())


def hold_problem(service, answer):
    if answer.media_type == "text/html":
        # pages for people say it in words
        hold_page(answer.text(), b"", ())
        return
    assert answer.media_type == "application/problem+json", f"{answer.status} as {answer.media_type!r}: {answer.body[:200]!r}"
    problem = json.loads(answer.text())
    assert problem["code"] in service.codes, f"the code {problem['code']!r} is not of the closed set"
    assert problem["status"] == answer.status, f"status {answer.status} with {problem['status']} in the body"
    assert problem["type"] == "/problems/" + problem["code"] and problem["title"] and problem["detail"], problem
    assert len(answer.body) < 64 * 1024, f"a problem of {len(answer.body)} bytes"
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", problem["detail"]), "a control character is sent back"
    count("problem " + problem["code"])


def hold_page(text, target, sent_headers):
    lowered = text.lower()
    for spell in ("<img src=x", "onerror=alert(1)>", "<script>alert", "\"><script>"):
        assert spell not in lowered, f"the page repeats {spell!r} of the question as it was sent"


def essence(answer):
    """What has to be the same when the same is asked again."""
    if answer.headers.get("etag", "").startswith("W/"):
        # a weak validator vouches for no bytes
        return answer.status, answer.media_type, None
    body = answer.text() if answer.media_type.endswith(("json", "html", "xml", "csv")) else answer.body
    if isinstance(body, str):
        # names the occurrence, by which the log is found
        body = re.sub(r"urn:uuid:[0-9a-f-]{36}", "urn:uuid:", body)
    return answer.status, answer.media_type, body


# --- the properties --------------------------------------------------------------------------------------------------

counts = Counter()


def count(what):
    counts[what] += 1


def any_question(service, method, target, sent):
    """Whatever is asked is answered, as documented, and the same again."""
    answer = service.ask(target, method, sent)
    count(f"status {answer.status}")
    hold(service, answer, target, method, sent)
    if answer.status != 503 and not is_large(answer):
        again = service.ask(target, method, sent)
        assert again.status == 503 or essence(again) == essence(answer), f"asked twice: {essence(answer)[:2]}, then {essence(again)[:2]}"


def is_large(answer):
    return len(answer.body) > 2_000_000


NORMAL_VALUES = {
    b"from": [b"2025-06-01", b"1900-01-01"], b"to": [b"2025-06-20", b"2999-12-31"], b"series": [b"uk-small-boats-weekly", b"uk-small-boats-daily", b"*"],
    b"asOf": [b"2026-05-01", b"2026-05-01T12:00:00Z", b"2026-05-01T12:00:00%2B01:00"], b"revision": [b"30"], b"limit": [b"5", b"050"], b"people.gte": [b"10", b"10.0", b"0010"],
    b"status": [b"P", b"P,A"], b"route": [b"channel"], b"sort": [b"-people", b"people,-key"], b"fields": [b"people,boats"], b"qualifier": [b"exact"],
}


@st.composite
def two_spellings(draw):
    """An ordinary question, and the same with other spellings: order, percent-encodings, empty parts."""
    chosen = draw(st.lists(st.sampled_from(sorted(NORMAL_VALUES)), unique=True, max_size=5))
    plain = [(name, draw(st.sampled_from(NORMAL_VALUES[name]))) for name in chosen]
    path = draw(st.sampled_from([b"/v1/crossings", b"/v1/crossings.csv", b"/v1/crossings.jsonl"]))
    shuffled = draw(st.permutations(plain))
    other = [draw(respelt(name)) + b"=" + draw(respelt(value)) for name, value in shuffled]
    query = draw(st.sampled_from([b"&", b"&&"])).join(other) + draw(st.sampled_from([b"", b"&"]))
    plain_query = b"&".join(name + b"=" + value for name, value in plain)
    encoded = draw(st.sampled_from([path, path.replace(b"c", b"%63", 1), path.replace(b"crossings", b"%63ross%69ngs")]))
    return path + (b"?" + plain_query if plain else b""), encoded + (b"?" + query if query else b"")


def respelt(text):
    """The same text with some of its characters percent-encoded, in either case."""

    @st.composite
    def spell(draw):
        spelt, i = b"", 0
        while i < len(text):
            if text[i : i + 1] == b"%":
                spelt, i = spelt + text[i : i + 3], i + 3
                continue
            encoded = draw(st.integers(0, 3)) == 0
            spelt += (b"%%%02x" if draw(st.booleans()) else b"%%%02X") % text[i] if encoded else text[i : i + 1]
            i += 1
        return spelt

    return spell()


def same_rows(service, plain, other):
    """A question that is accepted and its plain form have the same rows."""
    first, second = service.ask(plain), service.ask(other)
    count(f"two spellings {first.status}")
    assert (first.status, first.media_type) == (second.status, second.media_type), f"{plain!r} answers {first.status}, {other!r} {second.status}: {second.body[:300]!r}"
    if first.status != 200:
        assert json.loads(first.text())["code"] == json.loads(second.text())["code"]
    elif first.media_type == "application/json":
        one, two = json.loads(first.text()), json.loads(second.text())
        assert one["data"] == two["data"], f"other rows for {other!r}"
    else:
        assert first.text() == second.text(), f"another file for {other!r}"


def same_refusal(service, path, query):
    """A file is refused where its table is, and for the same reason."""
    table, file = service.ask(path + b"?" + query), service.ask(path + b".jsonl?" + query)
    count(f"two formats {table.status}")
    if 503 in (table.status, file.status):
        return
    assert table.status == file.status, f"{path!r} answers {table.status} and its file {file.status} to {query[:300]!r}"
    if table.media_type == "application/problem+json":
        one, two = json.loads(table.text()), json.loads(file.text())
        assert one["code"] == two["code"], f"{path!r} says {one['code']} and its file {two['code']} to {query[:300]!r}"


def pipelined(service, asked):
    """Several questions on one connection at once are answered in their order, each as on its own."""
    alone = [service.ask(target) for target in asked]
    if any(each.status == 503 or (each.status in BARE and not each.media_type) for each in alone):
        return  # after bytes that are no request the server closes, as it should
    lines = [b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n" + (b"Connection: close\r\n" if i == len(asked) - 1 else b"") + b"\r\n" for i, target in enumerate(asked)]
    rest = service.exchange(b"".join(lines))
    for i, each in enumerate(alone):
        answer = Answer.of(rest)
        if answer.status != 503:
            assert essence(answer) == essence(each), f"question {i} of {len(asked)} on one connection: {answer.status}, alone {each.status}"
        rest = answer.rest
        if answer.headers.get("connection") == "close":
            break
    count("pipelined")


def still_well(service):
    """A plain question has its right answer, whatever was asked before."""
    path, field, value = PLAIN
    answer = service.ask(path.encode())
    assert answer.status == 200 and json.loads(answer.text())["data"][field] == value, answer.body[:300]


def run(service, arguments):
    examples = arguments.examples

    def bounded(share):
        return settings(
            max_examples=max(5, int(examples * share)), deadline=None, database=None, derandomize=False, print_blob=False,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink), report_multiple_bugs=False,
        )

    @seed(arguments.seed)
    @bounded(0.7)
    @given(methods, targets(), headers)
    def any_question_is_answered(method, target, sent):
        any_question(service, method, target, sent)

    @seed(arguments.seed)
    @bounded(0.15)
    @given(two_spellings())
    def a_question_and_its_plain_form_have_the_same_rows(spellings):
        same_rows(service, *spellings)

    @seed(arguments.seed)
    @bounded(0.05)
    @given(st.lists(targets().filter(lambda target: len(target) < 4_000), min_size=2, max_size=5))
    def questions_on_one_connection_are_answered_in_order(asked):
        pipelined(service, asked)

    @seed(arguments.seed)
    @bounded(0.1)
    @given(st.sampled_from(FILED), queries())
    def a_file_is_refused_where_its_table_is(path, query):
        same_refusal(service, path, query)

    return [a_file_is_refused_where_its_table_is, any_question_is_answered, a_question_and_its_plain_form_have_the_same_rows, questions_on_one_connection_are_answered_in_order]


def main():
    parser = argparse.ArgumentParser(
        prog="fuzz",
        description="Sends a running service addresses that no schema describes, over plain sockets: broken encodings, NUL, surrogates,"
        " 64 KB, repeated parameters, odd numbers and days, odd headers, several questions at once. Each is answered as documented, the"
        " same again, and never with a 5xx. Ends with 1 where one was not, with the smallest such question.",
    )
    parser.add_argument("url", metavar="URL", help="where the service listens, such as http://localhost:8080")
    parser.add_argument("--examples", type=int, default=2_000, metavar="N", help="how many questions (default 2000)")
    parser.add_argument("--seed", type=int, default=20250620, metavar="N", help="the same questions for the same seed (default 20250620)")
    arguments = parser.parse_args()
    if arguments.examples < 1:
        parser.error("--examples is a whole number above zero")
    service = Service(arguments.url)
    try:
        page = service.ask(b"/problems").text()
    except OSError as failure:
        print(f"fuzz: {arguments.url} cannot be asked: {failure}. Start the service first: ./ledger run", file=sys.stderr)
        return 2
    service.codes = frozenset(html.unescape(each) for each in re.findall(r'id="([a-z-]+)"', page))
    failed = 0
    began = time.monotonic()
    still_well(service)
    for check in run(service, arguments):
        name = check.__name__.replace("_", " ")
        try:
            check()
            still_well(service)
            print(f"ok: {name} ({time.monotonic() - began:.0f} s)", flush=True)
        except Exception as failure:  # whatever it is, it is reported with its question
            failed += 1
            print(f"FAILED: {name}: {type(failure).__name__}: {failure}", flush=True)
            for note in getattr(failure, "__notes__", []):
                print(note if len(note) < 3_000 else note[:3_000] + " …", flush=True)
    print(f"{sum(each for name, each in counts.items() if name.startswith(('status', 'two', 'pipe')))} questions in {time.monotonic() - began:.0f} s: " + ", ".join(f"{name} {each}" for name, each in sorted(counts.items())))
    again = f"src/test/outside/fuzz {arguments.url} --examples {arguments.examples} --seed {arguments.seed}"
    print(("see above. Again: " if failed else "nothing to mend. The same again: ") + again)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
