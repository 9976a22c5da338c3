"""Questions of every kind, for whoever compares two answers to the same."""
import json
import pathlib

QUESTIONS = pathlib.Path(__file__).resolve().parent.parent / "src" / "test" / "resources" / "questions.json"


def addresses():
    """Some 200, of every kind of answer that there is; what is refused too."""
    asked = [each["path"] for each in json.loads(QUESTIONS.read_text())]
    asked += [f"/v1/crossings/uk-small-boats-daily:2025-06-{day:02}" for day in range(1, 31)]
    asked += [f"/v1/crossings?period={year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    asked += [f"/v1/crossings{suffix}?period={year}" for year in (2023, 2024, 2025)
              for suffix in (".csv", ".jsonl", ".parquet", "", ".csv-metadata.json")]
    asked += ["/v1/crossings.xlsx?period=2025-06", "/v1/crossings.csv", "/v1/crossings.jsonl", "/v1/crossings.csv?bom=true"]
    for dataset in ("crossings", "enforcement-actions", "spending-lines"):
        asked += [f"/v1/{dataset}{rest}" for rest in (
            "", "?limit=3", "/latest", "/timemap", "?asOf=2026-05-15&limit=20", "?revision=30&limit=20", "?limit=2&count=exact",
            "/revisions/30.csv", "/revisions/30.jsonl", "?includeHistory=true&limit=30", "?series=*&limit=30", ".csv?limit=50",
        )]
        asked += [f"/v1/datasets/{dataset}", f"/v1/datasets/{dataset}/structure", f"/explore/{dataset}"]
    asked += [f"/v1/crossings/aggregates?groupBy=year&frequency={unit}" for unit in ("day", "week", "month", "quarter", "year")]
    asked += [f"/v1/crossings/comparisons?to=2025-06-{day:02}&years=2020..2025" for day in range(1, 11)]
    asked += [f"/v1/crossings/summary?period={year}" for year in range(2019, 2026)]
    asked += [f"/v1/revisions/{number}" for number in range(1, 11)] + [f"/v1/revisions/{number}/changes" for number in (5, 30)]
    asked += [
        "/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16/revisions", "/v1/series", "/v1/datasets",
        "/v1/releases", "/v1/releases/lbc-2025-06-26/claims", "/v1/claims", "/v1/claims.csv", "/v1/revisions?limit=5",
        "/v1/changes.atom", "/v1/changes.json", "/v1/catalog.jsonld", "/v1/datapackage.json", "/llms.txt", "/robots.txt",
        "/openapi.json", "/openapi.yaml", "/problems", "/problems/unknown-value", "/.well-known/api-catalog", "/explore",
        "/v1/claims/check?dataset=crossings&measure=boats&from=2025-01-01&to=2025-03-30&value=199",
        # refused, or led elsewhere
        "/v1/crossings/2025-06-20", "/v1/crossings?utm_source=paper&limit=2", "/v1/crossings?rout=channel", "/v1/nothing",
        "/v1/crossings?limit=0", "/v1/crossings?route=x&route=y", "/v1/crossings?revision=9999", "/v1/crossings?limit=%zz",
        "/v1/crossings/uk-small-boats-daily:1999-01-01", "//v1/crossings", "/explore/nothing",
    ]
    return list(dict.fromkeys(asked))
