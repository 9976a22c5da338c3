"""Plants mistakes between a service and those who ask it, and holds that contract and fuzz find each.

A check that never failed may be none. Each mistake is made on the way by a proxy, in answers or in the document.
"""

import argparse
import json
import pathlib
import socketserver
import subprocess
import sys
import threading

import fuzz

HERE = pathlib.Path(__file__).resolve().parent
LIST = "^/v1/crossings$"
FILE = "^/v1/crossings.csv$"
KEY = "^/v1/crossings/.key.$"
NOT_PASSED_ON = {"transfer-encoding", "connection", "content-length"}


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @staticmethod
    def of(received):
        headers = [each for each in received.headers.items() if each[0] not in NOT_PASSED_ON]
        return Answer(received.status, headers, received.body)

    def bytes(self, method):
        lines = [f"HTTP/1.1 {self.status} X", *(f"{name}: {value}" for name, value in self.headers), "Connection: close"]
        if self.status not in (204, 304):
            lines.append(f"Content-Length: {len(self.body)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + (b"" if method == b"HEAD" else self.body)

    def set(self, name, value):
        self.remove(name)
        if value is not None:
            self.headers.append((name, value))

    def remove(self, name):
        self.headers = [each for each in self.headers if each[0].lower() != name]

    def json(self, change):
        document = json.loads(self.body)
        change(document)
        self.body = json.dumps(document).encode()


def when(condition, change):
    """Changes some answers of figures; the lists that the hooks look up stay right."""

    def mutate(path, answer, count):
        if path.startswith("/v1/crossings") and "fields=key" not in path and condition(path, answer):
            change(answer)

    return mutate


def always(path, answer):
    return answer.status == 200


def in_document(change):
    def mutate(path, answer, count):
        if path == "/openapi.json":
            answer.json(change)

    return mutate


def anywhere(condition, change):
    def mutate(path, answer, count):
        if condition(path, answer):
            change(answer)

    return mutate


def every_second(path, answer, count):
    if answer.status == 400 and count % 2 and answer.body.startswith(b"{"):
        answer.json(lambda document: document.update(detail=f"the {count}th"))


def refused(answer, code="invalid-value", parameter="limit", status=400):
    answer.status = status
    answer.set("content-type", "application/problem+json")
    answer.set("cache-control", "no-store")
    answer.body = json.dumps(
        {"type": f"/problems/{code}", "title": "t", "status": status, "code": code, "detail": "d", "parameter": parameter}
    ).encode()


def schema_of(document, name):
    return document["components"]["parameters"][name]["schema"]


def failing(answer):
    answer.status = 500
    answer.body = b'{"type":"/problems/internal-error","title":"t","status":500,"code":"internal-error","detail":"d"}'
    answer.set("content-type", "application/problem+json")


def accept(answer):
    answer.status = 200
    answer.set("content-type", "application/json")


def one(answer, name, value):
    answer.json(lambda document: [row.__setitem__(name, value) for row in document["data"]])


def page(answer):
    answer.status = 200
    answer.set("content-type", "text/html")
    answer.body = b"<p><script>alert(1)</script>"


def is_refusal(path, answer):
    return answer.status == 400


# name, program, paths, what goes wrong on the way, what the report has to say
PLANTED = [
    ("nothing", "contract", LIST, lambda path, answer, count: None, None),
    ("a 5xx", "contract", LIST, when(lambda path, _: "limit=" in path, failing), "Server error"),
    ("an undocumented status", "contract", LIST, when(always, lambda answer: setattr(answer, "status", 203)), "Undocumented status code"),
    ("another media type", "contract", LIST, when(always, lambda answer: answer.set("content-type", "text/plain")), "Undocumented Content-Type"),
    ("an undocumented header", "contract", LIST, when(always, lambda answer: answer.set("X-Debug", "1")), "Undocumented header"),
    ("no validator", "contract", LIST, when(always, lambda answer: answer.remove("etag")), "Missing required response headers"),
    ("a header of another form", "contract", FILE, when(always, lambda answer: answer.set("total-rows", "many")), "Response header does not conform"),
    ("a number as text", "contract", LIST, when(always, lambda answer: one(answer, "people", "437")), "Response violates schema"),
    ("an allowed question refused", "contract", LIST, when(lambda path, answer: "status=" in path and answer.status == 200, refused), "Schema-valid request rejected"),
    ("a refusal that no rule explains", "contract", LIST, when(lambda path, answer: "sort=" in path and answer.status == 200, lambda answer: refused(answer, "conflicting-parameters", "sort")), "Schema-valid request rejected"),
    ("a forbidden question answered", "contract", LIST, when(lambda path, answer: is_refusal(path, answer) and b'"parameter":"limit"' in answer.body, accept), "Schema-violating request accepted"),
    ("a refusal about something else", "contract", LIST, when(is_refusal, lambda answer: answer.json(lambda document: document.update(parameter="other"))), "Refused for something else"),
    ("a code that is none", "contract", LIST, when(is_refusal, lambda answer: answer.json(lambda document: document.update(code="bad"))), "Not a problem document"),
    ("a method that is taken", "contract", LIST, when(lambda path, answer: answer.status == 405, accept), "Unsupported"),
    ("a figure that is there, said not to be", "contract", KEY, when(lambda path, answer: always(path, answer) and ":" in path, lambda answer: refused(answer, "not-found", "", 404)), "Schema-valid request rejected"),
    ("a code of the structure refused", "contract", LIST, when(lambda path, answer: is_refusal(path, answer) and b'"code":"not-in-series"' in answer.body, lambda answer: answer.json(lambda document: document.update(code="unknown-value"))), "Schema-valid request rejected"),
    ("a pattern that allows more", "contract", LIST, in_document(lambda document: schema_of(document, "asOf").pop("pattern")), "Schema-valid request rejected"),
    ("a word that the service does not know", "contract", "^/v1/claims/check$", in_document(lambda document: document["components"]["schemas"]["Qualifier"]["enum"].append("nearly")), "Schema-valid request rejected"),
    ("a bound that forbids more", "contract", LIST, in_document(lambda document: schema_of(document, "lastNObservations").update(maximum=100)), "Schema-violating request accepted"),
    ("a 5xx for an odd question", "fuzz", "", anywhere(lambda path, _: "%c0" in path.lower(), failing), "500"),
    ("a 503 that does not say when", "fuzz", "", anywhere(lambda path, _: "limit" in path, lambda answer: setattr(answer, "status", 503)), "503 without Retry-After"),
    ("a problem that is none", "fuzz", "", anywhere(is_refusal, lambda answer: setattr(answer, "body", b"oops")), "JSONDecodeError"),
    ("an answer that is another one the second time", "fuzz", "", every_second, "asked twice"),
    ("other rows for another spelling", "fuzz", "", anywhere(lambda path, answer: "%6" in path and answer.status == 200 and b'"data":[' in answer.body, lambda answer: answer.json(lambda document: document["data"].clear())), "other rows"),
    ("a redirect to another host", "fuzz", "", anywhere(lambda path, answer: answer.status in (301, 302), lambda answer: answer.set("location", "//evil.example/")), "another host"),
    ("a page that repeats the question", "fuzz", "", anywhere(lambda path, answer: answer.status == 404, page), "repeats"),
    ("a service that is wrong afterwards", "fuzz", "", anywhere(lambda path, answer: path.endswith("/uk-small-boats-daily:2025-06-20") and b'"people":437' in answer.body, lambda answer: answer.json(lambda document: document["data"].update(people=438))), "438"),
]


BY_COVERAGE = ["--cases", "1300", "--phases", "examples,coverage"]
# what an allowed value of a free form is, coverage takes from the examples, and drawing from the form
DRAWN = ["--cases", "400", "--phases", "fuzzing"]
BY_DRAWING = {
    name: DRAWN
    for name in ("a code of the structure refused", "a pattern that allows more")
}


class Proxy(socketserver.ThreadingTCPServer):
    """Passes bytes on as they came, one request to a connection, and the answer as it was changed."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, target, mutate):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target, self.mutate, self.count = fuzz.Service(target), mutate, 0
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        asked = bytearray()
        while b"\r\n\r\n" not in asked:
            piece = self.request.recv(65_536)
            if not piece:
                return
            asked += piece
        head, _, rest = bytes(asked).partition(b"\r\n\r\n")
        if b"HTTP/1.1\r\n" in rest:  # several at once are passed on as they are
            self.request.sendall(self.server.target.exchange(bytes(asked)))
            return
        lines = [each for each in head.split(b"\r\n") if not each.lower().startswith((b"connection:", b"accept-encoding:"))]
        received = self.server.target.exchange(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + rest)
        method, _, target = lines[0].rpartition(b" ")[0].partition(b" ")
        try:
            answer = Answer.of(fuzz.Answer.of(received, method))
        except AssertionError:
            self.request.sendall(received)
            return
        self.server.count += 1
        self.server.mutate(target.decode("latin-1"), answer, self.server.count)
        self.request.sendall(answer.bytes(method))


def main():
    parser = argparse.ArgumentParser(
        prog="planted", description="Plants mistakes between a service and those who ask it, and holds that contract and fuzz find each."
    )
    parser.add_argument("url", metavar="URL", help="where the service listens, such as http://localhost:8080")
    parser.add_argument("--only", metavar="TEXT", default="", help="only mistakes whose name has this in it")
    arguments = parser.parse_args()
    missed = 0
    for name, program, paths, mutate, words in PLANTED:
        if arguments.only not in name:
            continue
        server = Proxy(arguments.url, mutate)
        address = f"http://127.0.0.1:{server.server_address[1]}"
        options = [*BY_DRAWING.get(name, BY_COVERAGE), "--only", paths] if program == "contract" else ["--examples", "500"]
        ended = subprocess.run([sys.executable, HERE / f"{program}.py", address, *options], capture_output=True, text=True, check=False)
        server.shutdown()
        said = ended.stdout + ended.stderr
        found = ended.returncode == 0 if words is None else ended.returncode == 1 and words in said
        missed += not found
        print(f"{'found' if found else 'MISSED'}: {name} ({program})", flush=True)
        if not found:
            print(said[-4_000:])
    print(f"{missed} missed" if missed else "every planted mistake was found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
