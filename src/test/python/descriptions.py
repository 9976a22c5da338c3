"""Validates the descriptions of a running service over HTTP, with the programs that people and catalogues read them with.

usage: descriptions.py URL [CHECK…]    URL is where the service answers, such as http://localhost:8080

Prints a line for each check. Each plants a mistake into what it has just found to be right and has to find it, so that a
check that could not fail is one that fails. Exit code 0: all is as it should be; 1: a check failed; 2: usage.
"""

import copy
import csv
import io
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
import xml.etree.ElementTree as xml
from pathlib import Path

import csvw
import extruct
import frictionless
import protego
import pyld.jsonld
import pyshacl
import rdflib
from rdflib.compare import isomorphic

HERE = Path(__file__).parent
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SCHEMA = rdflib.Namespace("https://schema.org/")
PATIENCE = 60


class Wrong(Exception):
    """What a description says is not so."""


class Service:
    """The service under its own address; descriptions name the address at which the public reaches it."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.public = ""
        self.public = json.loads(self.get("/v1/datapackage.json").text)["homepage"].rstrip("/")

    def here(self, address):
        """The address of the service under test for one that the public uses."""
        if not address.startswith(self.public + "/"):
            raise Wrong(f"{address} is no address of {self.public}")
        return self.url + address[len(self.public):]

    def get(self, path, method="GET", accept="*/*"):
        request = urllib.request.Request(self.url + path, method=method, headers={"Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return Reply(response.status, response.headers, response.read())
        except urllib.error.HTTPError as refused:
            return Reply(refused.code, refused.headers, refused.read())

    def described(self, path):
        """A document with the addresses of the service under test in it."""
        reply = self.get(path)
        expect(reply.status == 200, f"{path} answered {reply.status}: {reply.text[:300]}")
        return json.loads(reply.text.replace(self.public + "/", self.url + "/"))


class Reply:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.text = body.decode("utf-8", errors="replace")

    def media_type(self):
        return self.headers["Content-Type"].split(";")[0].strip()


def expect(holds, otherwise):
    if not holds:
        raise Wrong(otherwise)


def expect_found(found, planted):
    """A planted mistake was found."""
    expect(found, f"nobody found the planted mistake: {planted}")


# Frictionless


def data_package(service):
    """datapackage.json is a Data Package, and all rows of all files are as it says."""
    described = service.described("/v1/datapackage.json")
    report = frictionless.Package.from_descriptor(copy.deepcopy(described)).validate()
    expect(report.valid, f"frictionless: {report.errors} {report.flatten(['type', 'rowNumber', 'fieldName', 'message'])[:5]}")
    rows = {task.name: task.stats["rows"] for task in report.tasks}
    for resource in described["resources"]:
        path = resource["path"][len(service.url):]
        total = int(service.get(path, method="HEAD").headers["Total-Rows"])
        expect(rows[resource["name"]] == total, f"{path} has {total} rows, of which {rows[resource['name']]} were read")
    expect(sum(rows.values()) > 0, "no row was read")

    smallest = min(described["resources"], key=lambda resource: rows[resource["name"]] or sys.maxsize)
    for name, change in {
        "a column of another type": lambda field: field.update(type="date"),
        "a code that is not among the codes": lambda field: field.update(constraints={"enum": ["nosuch"]}),
    }.items():
        planted = copy.deepcopy(smallest)
        field = next(field for field in planted["schema"]["fields"] if field["name"] == "series")
        # the rows have to tell, not the example
        field.pop("example", None)
        change(field)
        wrong = frictionless.Resource.from_descriptor(without_nothing(planted)).validate()
        expect_found(not wrong.valid, name)
    return f"{len(rows)} files, {sum(rows.values())} rows"


def without_nothing(value):
    if isinstance(value, dict):
        return {key: without_nothing(each) for key, each in value.items() if each is not None}
    return [without_nothing(each) for each in value] if isinstance(value, list) else value


# CSV on the Web


def csv_on_the_web(service):
    """Every CSV that the contract lists leads to its description, and its cells are as that says."""
    paths = [path for path in service.described("/openapi.json")["paths"] if path.endswith(".csv")]
    expect(len(paths) >= 20, f"the contract lists {len(paths)} files of CSV only")
    addresses = [address for path in paths for address in examples(service, path)]
    rows = 0
    for address in addresses:
        rows += valid_csv(service.url + address)
    expect(rows > 1_000, f"only {rows} rows were read")

    address = service.url + "/v1/crossings.csv?period=2025-06"
    description = json.loads(service.get("/v1/crossings.csv-metadata.json?period=2025-06").text)
    for name, change in {
        "a column of another type": lambda schema: column(schema, "series").update(datatype="integer"),
        "a missing value that is required": lambda schema: column(schema, "originalText").update(required=True),
        "a key that tells no rows apart": lambda schema: schema.update(primaryKey="series"),
        "a column of another name": lambda schema: column(schema, "people").update(titles="persons"),
    }.items():
        planted = copy.deepcopy(description)
        change(planted["tableSchema"])
        planted["url"] = address
        expect_found(not is_valid(planted, address), name)
    return f"{len(addresses)} files of {len(paths)} paths, {rows} rows"


def column(schema, name):
    return next(column for column in schema["columns"] if column["name"] == name)


def valid_csv(address):
    """Finds the description as a reader does and holds the rows to it; gives their number."""
    read = csvw.CSVW(address, validate=True)
    said = [str(warning.message) for warning in read.warnings]
    expect(not read.no_metadata, f"{address} leads to no description: {said}")
    try:
        valid = read.is_valid
    except ValueError as wrong:
        raise Wrong(f"{address}: {wrong}") from wrong
    expect(valid, f"{address}: {[str(warning.message) for warning in read.warnings][:5]}")
    rows = rows_of_csv(address)
    names = [column.name for column in read.t.tableSchema.columns]
    expect(rows[0] == names, f"{address} has the columns {rows[0]}, described are {names}")
    return len(rows) - 1


def rows_of_csv(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as response:
        return list(csv.reader(io.TextIOWrapper(response, encoding="utf-8", newline="")))


def is_valid(description, address):
    """Whether the rows of a CSV are as a description says that is in nobody's hands but ours."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        table = csvw.Table.from_url(address, data=description)
        try:
            list(table.iterdicts(strict=True))
            # csvw does not look at the names
            named = [column["titles"] for column in description["tableSchema"]["columns"]]
            return table.check_primary_key() and not said and rows_of_csv(address)[0] == named
        except ValueError:
            return False


def examples(service, path):
    """Addresses of files of a path of the contract, each of which has rows."""
    dataset = path.split("/")[2].removesuffix(".csv")
    if "{key}" in path:
        keys = [figure["key"] for figure in rows_of(service, f"/v1/{dataset}/latest?series=*")]
        # a figure that has been revised, if there is one, has a history of several rows
        keys = sorted(keys) + [changed["key"] for changed in changes(service) if changed["dataset"] == dataset]
        return [path.replace("{key}", key) for key in sorted({keys[0], keys[-1]})]
    if path == "/v1/claims/check.csv":
        return [path + "?dataset=crossings&from=2025-01-01&to=2025-06-20&value=17817"]
    if "{number}" in path:
        newest = rows_of(service, "/v1/revisions?limit=10000")
        brought = [revision["number"] for revision in newest if revision["series"]]
        return [path.replace("{number}", str(number)) for number in sorted({brought[0], brought[len(brought) // 2]})]
    if "{id}" in path:
        claim = rows_of(service, "/v1/claims?limit=1")[0]
        return [path.replace("{id}", claim["release" if "/releases/" in path else "id"])]
    if path.endswith("/aggregates.csv"):
        return [path, path + "?frequency=year&groupBy=series"]
    if path.endswith("/comparisons.csv") or path == "/v1/claims.csv":
        return [path]
    return [path, path + "?series=*"]


def rows_of(service, path):
    return json.loads(service.get(path).text)["data"]


def changes(service):
    revised = [revision["number"] for revision in rows_of(service, "/v1/revisions?limit=10000")
               if any(series["revised"] for series in revision["series"])]
    return [change for number in revised for change in
            rows_of(service, f"/v1/revisions/{number}/changes?change=revised&limit=100")]


# DCAT and schema.org


def catalogue(service):
    """catalog.jsonld is one graph, in which everything has what DCAT and schema.org ask for."""
    reply = service.get("/v1/catalog.jsonld")
    expect(reply.media_type() == "application/ld+json", reply.headers["Content-Type"])
    document = json.loads(reply.text)
    graph = parsed(document)
    other = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    expect(isomorphic(graph, other), "two processors of JSON-LD read different things")
    found = violations(graph)
    expect(not found, found)
    datasets = set(graph.subjects(rdflib.RDF.type, DCAT.Dataset))
    expect(datasets and datasets == set(graph.subjects(rdflib.RDF.type, SCHEMA.Dataset)), "not the same datasets in both")

    for term in ["dcterms:temporal", "dcterms:publisher", "dcterms:title", "dcat:distribution", "creditText"]:
        planted = copy.deepcopy(document)
        del next(node for node in planted["@graph"] if "dcat:Dataset" in node["@type"])[term]
        expect_found(violations(parsed(planted)), f"a dataset without {term}")
    planted = copy.deepcopy(document)
    next(node for node in planted["@graph"] if "dcat:Dataset" in node["@type"])["dcterms:temporal"]["dcat:startDate"] = "soon"
    expect_found(violations(parsed(planted)), "a first day that is no day")
    planted = copy.deepcopy(document)
    planted["@context"].pop("dcat")
    expect_found(violations(parsed(planted)) or not isomorphic(graph, parsed(planted)), "a prefix that nobody declares")
    return f"{len(datasets)} datasets, {len(graph)} triples"


def parsed(document):
    """The triples, by a processor that must not fetch anything."""

    def refuse(url, options):
        raise Wrong(f"{url} would have to be fetched to read the catalogue")

    quads = pyld.jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refuse})
    return rdflib.Graph().parse(data=quads, format="nquads")


def violations(graph):
    try:
        conforms, _, said = pyshacl.validate(graph, shacl_graph=str(HERE / "descriptions.shacl.ttl"), advanced=False)
        return "" if conforms else said
    except TypeError as wrong:  # pyshacl compares days with what is no day
        return str(wrong)


def files(service):
    """Every file of the catalogue is there, in the form that it says."""
    graph = parsed(json.loads(service.get("/v1/catalog.jsonld").text))
    downloads = list(graph.subject_objects(DCAT.downloadURL))
    expect(len(downloads) >= 20, f"only {len(downloads)} files")
    for distribution, address in downloads:
        reply = service.get(service.here(str(address))[len(service.url):], method="HEAD")
        expect(reply.status == 200, f"{address} answered {reply.status}")
        said = str(graph.value(distribution, SCHEMA.encodingFormat))
        expect(reply.media_type() == said, f"{address} is {reply.media_type()}, and said to be {said}")
    expect_found(service.get("/v1/crossings.csv?series=nosuch", method="HEAD").status == 400, "a series that is not there")
    return f"{len(downloads)} files"


def schema_org(service):
    """A reader of pages that knows schema.org and nothing else finds every dataset in a page with the catalogue in it."""
    text = service.get("/v1/catalog.jsonld").text
    found = read_page(text)
    expect(len(found) >= 8, f"a reader of pages found {len(found)} datasets")
    for dataset in found:
        for term in ["name", "description", "url", "license", "creditText", "creator", "temporalCoverage", "distribution"]:
            expect(dataset.get(term), f"{dataset['name']} has no {term}")
    expect_found(len(read_page(text.replace('"Dataset"', '"Dtaset"'))) == 0, "a type that is misspelled")
    return f"{len(found)} datasets"


def read_page(text):
    page = f'<!doctype html><title>x</title><script type="application/ld+json">{text}</script>'
    documents = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    return [node for document in documents for node in document["@graph"] if "Dataset" in node["@type"]]


# The service


def api_catalog(service):
    """The api-catalog is a set of links as RFC 9264 and RFC 9727 have it, and what it leads to is there and of its type."""
    reply = service.get("/.well-known/api-catalog")
    expect(reply.headers["Content-Type"].replace(" ", "")
           == 'application/linkset+json;profile="https://www.rfc-editor.org/info/rfc9727"', reply.headers["Content-Type"])
    head = service.get("/.well-known/api-catalog", method="HEAD")
    expect('rel="api-catalog"' in head.headers["Link"], head.headers["Link"])
    linkset = json.loads(reply.text)
    found = wrong_links(service, linkset)
    expect(not found, found)
    items = {item["href"] for context in linkset["linkset"] for item in context.get("item", [])}
    expect(items <= {context["anchor"] for context in linkset["linkset"]}, f"an interface is not described: {items}")

    planted = copy.deepcopy(linkset)
    planted["linkset"][1]["service-desc"][0]["type"] = "text/html"
    expect_found(wrong_links(service, planted), "a media type that is another")
    planted = copy.deepcopy(linkset)
    planted["linkset"][1]["status"][0]["href"] += "nosuch"
    expect_found(wrong_links(service, planted), "a link to nothing")
    return f"{len(linkset['linkset'])} anchors"


def wrong_links(service, linkset):
    if list(linkset) != ["linkset"] or not isinstance(linkset["linkset"], list):
        return "no linkset"
    for context in linkset["linkset"]:
        targets = [target for relation, all_of_it in context.items() if relation != "anchor" for target in all_of_it]
        if not targets:
            return f"{context['anchor']} leads nowhere"
        for target in [{"href": context["anchor"]}, *targets]:
            if not target["href"].startswith(service.public + "/"):
                continue
            method = "HEAD" if target["href"].endswith((".xlsx", ".parquet", ".csv", ".jsonl")) else "GET"
            reply = service.get(service.here(target["href"])[len(service.url):], method=method)
            if reply.status != 200:
                return f"{target['href']} answered {reply.status}"
            if target.get("type", reply.media_type()) != reply.media_type():
                return f"{target['href']} is {reply.media_type()}, not {target['type']}"
    return ""


def language_models(service):
    """llms.txt has the form of llmstxt.org, and every address in it answers."""
    text = service.get("/llms.txt").text
    found = wrong_llms(service, text, True)
    expect(not found, found)
    expect_found(wrong_llms(service, text.replace("\n> ", "\n", 1), False), "no summary")
    expect_found(wrong_llms(service, text.replace("](http", "] (http", 1), False), "an item that is no link")
    expect_found(wrong_llms(service, text.replace("/v1/datasets/crossings)", "/v1/datasets/nosuch)"), True), "a link to nothing")
    return f"{len(text.splitlines())} lines"


def wrong_llms(service, text, follow):
    lines = text.splitlines()
    if not lines[0].startswith("# ") or sum(line.startswith("# ") for line in lines) != 1:
        return "the first line is not the one title"
    body = [line for line in lines[1:] if line]
    if not body[0].startswith("> "):
        return "no summary behind the title"
    sections = re.split(r"(?m)^## ", text)[1:]
    if len(sections) < 4:
        return f"only {len(sections)} sections"
    for section in sections:
        for line in section.splitlines()[1:]:
            link = re.fullmatch(r"- \[[^\]]+\]\(([^()\s]+)\)(: .+)?", line)
            if line and not link:
                return f"in a section stands what is no link: {line}"
            if link and follow:
                reply = service.get(service.here(link.group(1))[len(service.url):])
                if reply.status != 200:
                    return f"{link.group(1)} answered {reply.status}: {reply.text[:200]}"
    return ""


def crawlers(service):
    """Every page of the sitemap is a page for people that robots may read, and questions are none."""
    robots_text = service.get("/robots.txt").text
    robots = protego.Protego.parse(robots_text)
    expect(list(robots.sitemaps) == [service.public + "/sitemap.xml"], list(robots.sitemaps))
    pages = sitemap(service, "/sitemap.xml")
    expect(len(pages) > 100, f"only {len(pages)} pages")
    found = wrong_pages(service, robots, pages)
    expect(not found, found)
    for path in ["/v1/crossings?limit=1", "/explore/crossings?series=uk-small-boats-weekly&chart=cumulative",
                 "/explore/claims?limit=50", "/v1/crossings/aggregates?frequency=year", "/explore/find?day=2025-06-20"]:
        expect(not robots.can_fetch(service.public + path, "*"), f"robots may go through {path}")
    for path in ["/v1/catalog.jsonld", "/v1/datapackage.json", "/llms.txt", "/openapi.json", "/v1/crossings.csv",
                 "/explore/crossings/uk-small-boats-daily:2025-06-20"]:
        expect(robots.can_fetch(service.public + path, "*"), f"robots may not read {path}")

    closed = protego.Protego.parse(robots_text.replace("Allow: /explore", "Disallow: /explore"))
    expect_found(wrong_pages(service, closed, pages), "a page that robots may not read")
    expect_found(wrong_pages(service, robots, [(service.public + "/explore/claims/nosuch", None)]), "a page that is not there")
    return f"{len(pages)} pages"


def sitemap(service, path):
    root = xml.fromstring(service.get(path).text)
    if root.tag == SITEMAPS + "sitemapindex":
        return [page for part in root for page in sitemap(service, service.here(part.findtext(SITEMAPS + "loc"))[len(service.url):])]
    expect(root.tag == SITEMAPS + "urlset" and len(root) <= 50_000, f"{path} is a {root.tag} of {len(root)}")
    return [(url.findtext(SITEMAPS + "loc"), url.findtext(SITEMAPS + "lastmod")) for url in root]


def wrong_pages(service, robots, pages):
    for address, changed in pages:
        if not robots.can_fetch(address, "*"):
            return f"robots may not read {address}"
        if changed is not None and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", changed):
            return f"{address} was changed {changed}"
        reply = service.get(service.here(address)[len(service.url):], accept="text/html")
        if reply.status != 200 or reply.media_type() != "text/html":
            return f"{address} answered {reply.status} as {reply.media_type()}"
    return ""


def security(service):
    """security.txt, where a contact is set, has what RFC 9116 asks for; where none is, it is a problem."""
    reply = service.get("/.well-known/security.txt")
    if reply.status == 404:
        expect(reply.media_type() == "application/problem+json", reply.headers["Content-Type"])
        return "no contact is set"
    expect(reply.headers["Content-Type"] == "text/plain; charset=utf-8", reply.headers["Content-Type"])
    found = wrong_security(service, reply.text)
    expect(not found, found)
    expect_found(wrong_security(service, reply.text.replace("Expires", "Expired")), "no Expires")
    expect_found(wrong_security(service, re.sub(r"Expires: \d+", "Expires: 2999", reply.text)), "a contact for ever")
    expect_found(wrong_security(service, reply.text.replace("Contact: mailto:", "Contact: ")), "a contact that is no address")
    return reply.text.splitlines()[0]


def wrong_security(service, text):
    fields = [line.split(": ", 1) for line in text.splitlines()]
    if any(len(field) != 2 for field in fields):
        return "a line that is no field"
    names = [name for name, _ in fields]
    values = dict(fields)
    if names.count("Expires") != 1 or "Contact" not in names or names.count("Preferred-Languages") > 1:
        return f"the fields are {names}"
    if not re.match(r"(mailto:.+@.+|https://.+|tel:.+)$", values["Contact"]):
        return f"{values['Contact']} is no address"
    expires = time.mktime(time.strptime(values["Expires"], "%Y-%m-%dT%H:%M:%SZ"))
    if not time.time() < expires < time.time() + 366 * 86_400:
        return f"it expires on {values['Expires']}"
    if values.get("Canonical") != service.public + "/.well-known/security.txt":
        return f"it says to be {values.get('Canonical')}"
    return ""


CHECKS = {check.__name__: check for check in
          [data_package, csv_on_the_web, catalogue, files, schema_org, api_catalog, language_models, crawlers, security]}


def main(arguments):
    if "--help" in arguments:
        print(__doc__.strip())
        print("checks: " + ", ".join(CHECKS))
        return 0
    if not arguments or not arguments[0].startswith("http") or not set(arguments[1:]) <= set(CHECKS):
        print("usage: descriptions.py URL [CHECK…]; the checks are " + ", ".join(CHECKS), file=sys.stderr)
        return 2
    failed = 0
    try:
        service = Service(arguments[0])
    except (OSError, ValueError, KeyError) as nothing:
        print(f"{arguments[0]} does not describe itself: {nothing}; start it with ./ledger run", file=sys.stderr)
        return 1
    for name in arguments[1:] or CHECKS:
        start = time.monotonic()
        try:
            said = CHECKS[name](service)
            print(f"ok {name}: {said} ({time.monotonic() - start:.1f} s)", flush=True)
        except Exception as wrong:  # whatever a program of others throws is what it says of the description
            failed += 1
            kind = "" if isinstance(wrong, Wrong) else type(wrong).__name__ + ": "
            print(f"not ok {name}: {kind}{wrong}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
