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
            "/v1/crossings/uk-small-boats-daily:2025-06-20",
            "/v1/crossings/uk-small-boats-daily:2025-06-20/revisions",
            "/v1/enforcement-actions/uk-small-boats-prevented-weekly:2026-W16",
            "/v1/releases",
            "/v1/revisions",
            "/v1/revisions/3",
            "/v1/series",
            "/v1/datasets/crossings/structure",
            "/problems",
            "/",
            "");
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
    private static final String ODD = "/%?&=#;:@!$'()*+,[]{}|\\^`<>\"~ \t\u0000\u0001\u007f\u0080\u00e9\u00ff0aZ-._";

    private Fuzz() {}

    static String address(Random random) {
        var address = new StringBuilder(pick(PATHS, random));
        if (random.nextInt(4) == 0) {
            address.append('/').append(pick(VALUES, random));
        }
        int parameters = random.nextInt(4);
        for (int i = 0; i < parameters; i++) {
            address.append(i == 0 ? '?' : '&').append(pick(NAMES, random));
            if (random.nextInt(10) > 0) {
                address.append('=').append(pick(VALUES, random));
            }
        }
        int changes = random.nextInt(3);
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
