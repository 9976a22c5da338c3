package org.borderledger.http;

import java.util.List;
import java.util.Random;

/** Makes addresses that are nearly right. */
final class Fuzz {
    private static final List<String> PATHS = List.of(
            "/v1/crossings",
            "/v1/crossings",
            "/v1/enforcement-actions",
            "/v1/spending-lines",
            "/v1/crossings/latest",
            "/v1/crossings/aggregates",
            "/v1/crossings/aggregates",
            "/v1/crossings/comparisons",
            "/v1/crossings/summary",
            "/v1/enforcement-actions/aggregates",
            "/v1/enforcement-actions/comparisons",
            "/v1/enforcement-actions/summary",
            "/v1/spending-lines/aggregates",
            "/v1/spending-lines/comparisons",
            "/v1/spending-lines/summary",
            "/v1/crossings/2025-06-20",
            "/v1/crossings/uk-small-boats-daily:2025-06-20",
            "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions",
            "/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16",
            "/v1/releases",
            "/v1/revisions",
            "/v1/revisions/3",
            "/v1/revisions/3/changes",
            "/v1/revisions/40/changes",
            "/v1/changes.atom",
            "/v1/changes.json",
            "/v1/catalog.jsonld",
            "/v1/datapackage.json",
            "/llms.txt",
            "/sitemap.xml",
            "/v1/series/uk-small-boats-weekly/revision-record",
            "/v1/series",
            "/v1/datasets/crossings/structure",
            "/problems",
            "/",
            "");
    private static final List<String> SUFFIXES = List.of(
            ".csv", ".xlsx", ".jsonl", ".parquet", ".csv-metadata.json", ".json", ".CSV", ".csv.csv", ".", ".xml");
    private static final List<String> NAMES = List.of(
            "series",
            "from",
            "to",
            "period",
            "asOf",
            "revision",
            "sort",
            "limit",
            "cursor",
            "route",
            "action",
            "stage",
            "publisher",
            "people.gte",
            "people",
            "boats.ne",
            "quantity.lt",
            "amount.gt",
            "unit",
            "currency",
            "status",
            "qualifier",
            "fields",
            "count",
            "lastNObservations",
            "bom",
            "dataset",
            "change",
            "measure",
            "frequency",
            "groupBy",
            "measures",
            "cumulative",
            "window",
            "years",
            "passing",
            "utm_source",
            "",
            "limit%00",
            "%6cimit",
            "from[]",
            "a.b");
    private static final List<String> VALUES = List.of(
            "2025-06-20",
            "2025",
            "2025-Q2",
            "FY2025-26",
            "2018..2025",
            "2025-06-20T00:00:00Z",
            "2025-06-20T00:00:00%2B01:00",
            "*",
            "uk-small-boats-daily",
            "-people,key",
            "channel",
            "uk-small-boats-weekly",
            "uk-small-boats-daily,uk-small-boats-weekly",
            "exact",
            "P,E,O",
            "people",
            "GBP",
            "more-than",
            "key,people",
            "12.5",
            "999999999999999999",
            "0.000000000000000001",
            "month",
            "year",
            "us-financial-year",
            "series",
            "route,year",
            "people.sum,boats.mean,people.max",
            "people.sum",
            "7d",
            "400y",
            "12m",
            "2018..2025",
            "1900..2099",
            "1900..2999",
            "2024,2025",
            "10000,18000",
            "-peopleSum",
            "2024-02-29",
            "2999-12-31..2999-12-31",
            "1900-01-01..2999-12-31",
            "1",
            "10",
            "9999",
            "0",
            "-1",
            "99999999999999999999",
            "1e309",
            "NaN",
            "null",
            "true",
            "",
            ",",
            "a,b,,c",
            "%00",
            "%0A",
            "%",
            "%F0%9F%9A%A4",
            "%ED%A0%80",
            "%FF",
            "%D9%A5",
            "'",
            "\"",
            "\\",
            "{",
            "..",
            "../../x",
            "0000-00-00",
            "+2025-06-20",
            "eyJyIjoxfQ",
            "bnVsbA",
            "9999-12-31",
            "2999-12-31",
            "1900-01-01",
            "2025-W53",
            "USFY2999",
            "FY2999-00",
            "--",
            "2025-01-01--2025-12-31",
            ";",
            "#",
            "=",
            "a=b",
            "?");
    /** Values where they belong: only what is understood comes as far as the figures. */
    private static final List<String> LIKELY = List.of(
            "series=uk-small-boats-weekly",
            "series=uk-small-boats-daily,uk-small-boats-weekly",
            "series=uk-small-boats-prevented-weekly",
            "from=1900-01-01",
            "to=2999-12-31",
            "to=2024-02-29",
            "period=1900..2999",
            "period=2024,2025",
            "period=2020-W53",
            "frequency=day",
            "frequency=year",
            "frequency=us-financial-year",
            "groupBy=series",
            "groupBy=year",
            "groupBy=action,item",
            "measures=people.sum",
            "measures=quantity.min",
            "cumulative=true",
            "window=7d",
            "window=400y",
            "years=1900..1998",
            "passing=1,999999999999999999",
            "asOf=1900-01-01",
            "asOf=2026-05-01",
            "revision=1",
            "revision=30",
            "sort=-people",
            "sort=peopleSum,-missing",
            "sort=valueHigh",
            "limit=1",
            "limit=10000",
            "fields=periodStart",
            "people.ne=0",
            "quantity.lt=0.000000000000000001",
            "unit=people",
            "currency=EUR",
            "status=O",
            "qualifier=about,up-to",
            "count=exact",
            "lastNObservations=1",
            "bom=true");

    private static final String ODD = "/%?&=#;:@!$'()*+,[]{}|\\^`<>\"~ \t\u0000\u0001\u007f\u0080\u00e9\u00ff0aZ-._";

    private Fuzz() {}

    static String address(Random random) {
        var address = new StringBuilder(pick(PATHS, random));
        if (random.nextInt(4) == 0) {
            address.append('/').append(pick(VALUES, random));
        }
        if (random.nextInt(4) == 0) {
            address.append(pick(SUFFIXES, random));
        }
        int parameters = random.nextInt(5);
        for (int i = 0; i < parameters; i++) {
            address.append(i == 0 ? '?' : '&');
            if (random.nextInt(2) == 0) {
                address.append(pick(LIKELY, random));
                continue;
            }
            address.append(pick(NAMES, random));
            if (random.nextInt(10) > 0) {
                address.append('=').append(pick(VALUES, random));
            }
        }
        // most stay as they are: what is no address never comes as far as the parameters
        int changes = Math.max(0, random.nextInt(6) - 3);
        for (int i = 0; i < changes && !address.isEmpty(); i++) {
            int at = random.nextInt(address.length());
            char odd = ODD.charAt(random.nextInt(ODD.length()));
            switch (random.nextInt(3)) {
                case 0 -> address.insert(at, odd);
                case 1 -> address.setCharAt(at, odd);
                default -> address.deleteCharAt(at);
            }
        }
        // White space ends the request line: what follows never reaches the service as part of an address.
        return "/" + address.toString().replaceAll("[ \t]", "%20").replaceFirst("^/", "");
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
