package org.borderledger.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Says in the contract which headers answers have: each once among the components, and by reference at every answer that may
 * have it. {@code Content-Type} stands at the answers as their media type. A header is required where no answer of its kind
 * is without it.
 */
final class HeaderContract {
    private static final String REFERENCE = "#/components/headers/";
    private static final String HTTP_DATE = "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT";
    private static final String FILE_NAME = "Content-Disposition";

    /** What every answer may say, whatever it is. */
    private static final List<String> ALL = List.of(
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Content-Security-Policy",
            "Strict-Transport-Security",
            "RateLimit",
            "RateLimit-Policy",
            "Content-Length");

    private static final List<String> VALIDATED =
            List.of("ETag", "Cache-Control", "Vary", "Memento-Datetime", "Dataset-Revision", "Cache-Status");
    private static final List<String> ANSWER = List.of("Link", "Content-Encoding");
    private static final List<String> FILE = List.of(FILE_NAME, "Total-Rows", "Repr-Digest");

    /** Of what is going away, and when. */
    private static final List<String> RETIRING = List.of("Deprecation", "Sunset");

    private HeaderContract() {}

    /** Gives every answer of every operation its headers. */
    static void complete(OpenAPI document) {
        Set<String> used = new HashSet<>();
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .values()
                        .forEach(operation ->
                                complete(operation, FigureContract.file(path).isPresent(), used)));
        headers().forEach((name, header) -> {
            if (used.contains(name)) {
                document.getComponents().addHeader(name, header);
            }
        });
    }

    private static void complete(Operation operation, boolean isFile, Set<String> used) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            List<String> names = new ArrayList<>(ALL);
            switch (status) {
                case "200" -> {
                    names.addAll(VALIDATED);
                    names.addAll(ANSWER);
                    if (isFile) {
                        names.addAll(FILE);
                    }
                }
                case "304" -> names.addAll(VALIDATED);
                case "301", "302" -> names.addAll(List.of("Location", "Vary"));
                case "429", "503" -> names.addAll(List.of("Cache-Control", "Retry-After"));
                default -> names.add("Cache-Control");
            }
            if (Boolean.TRUE.equals(operation.getDeprecated())) {
                names.addAll(RETIRING);
            }
            used.addAll(names);
            response.setHeaders(new LinkedHashMap<>());
            names.forEach(
                    name -> response.addHeader(name, OASFactory.createHeader().ref(REFERENCE + name)));
        });
    }

    private static Map<String, Header> headers() {
        Map<String, Header> headers = new LinkedHashMap<>();
        headers.put(
                "ETag",
                always(
                        "Validator: changes when a revision touches what was asked. That of packed bytes ends in -gzip;"
                                + " that of a workbook is weak",
                        pattern("(W/)?\"[0-9a-f]{24}(-gzip)?\"")));
        headers.put(
                "Cache-Control",
                always(
                        "How long the answer may be kept; immutable where the revision is given; a problem is not kept",
                        pattern("(no-store|public, max-age=[0-9]+(, immutable|(, stale-[a-z-]+=[0-9]+)*))")));
        headers.put("Vary", sometimes("Which headers of the request the answer depends on", text()));
        headers.put(
                "Memento-Datetime",
                sometimes(
                        "What of the issued clock the answer is of, where asOf is given (RFC 7089)",
                        pattern(HTTP_DATE)));
        headers.put(
                "Dataset-Revision",
                sometimes(
                        "The newest revision that touched what was asked. Sent with a request, it is answered by a"
                                + " replica that has it, or with a 503",
                        whole(BigDecimal.ZERO)));
        headers.put(
                "Cache-Status",
                sometimes(
                        "Where the answer is from memory while the database is away, and may be overtaken (RFC 9211)",
                        word("border-ledger; hit; detail=database-away")));
        headers.put(
                "Link",
                sometimes(
                        "Where to go from here: self, first, next, describedby, license, service-desc, timemap (RFC 8288)",
                        pattern("<[^>]+>; rel=\".+")));
        headers.put(
                "Content-Encoding",
                sometimes("gzip, for those who take it, once it was asked for before", word("gzip")));
        headers.put(
                "Content-Length",
                sometimes(
                        "Bytes of the answer; a large one is sent while it is read, without", whole(BigDecimal.ZERO)));
        headers.put(
                FILE_NAME,
                always(
                        "The name of the file, with the revision in it",
                        pattern("attachment; filename=\"[^\"]+\\.[a-z]+\"")));
        headers.put(
                "Total-Rows",
                sometimes(
                        "The number of rows, by which a reader of a large file knows that it is whole",
                        whole(BigDecimal.ZERO)));
        headers.put(
                "Repr-Digest",
                sometimes(
                        "The SHA-256 of the file (RFC 9530), where it is small",
                        pattern("sha-256=:[A-Za-z0-9+/]{43}=:")));
        headers.put("Location", always("The other address, relative to the service", pattern("/.*")));
        headers.put("Retry-After", always("In how many seconds it is worth trying again", whole(BigDecimal.ONE)));
        headers.put("Access-Control-Allow-Origin", always("Pages of every origin may read the answer", word("*")));
        headers.put(
                "Access-Control-Expose-Headers", sometimes("The headers that pages of other origins may read", text()));
        headers.put(
                "Deprecation",
                always("Since when the path is going away, in seconds since 1970 (RFC 9745)", pattern("@[0-9]+")));
        headers.put("Sunset", always("From when it is not answered any more (RFC 8594)", pattern(HTTP_DATE)));
        headers.put(
                "X-Content-Type-Options",
                sometimes("The media type is as it says; nobody should guess", word("nosniff")));
        headers.put(
                "Content-Security-Policy",
                sometimes("Nothing of the answer is run, and no page shows it inside of itself", text()));
        headers.put(
                "Strict-Transport-Security",
                sometimes("Where the public comes by TLS: browsers are to stay with it", pattern("max-age=[0-9]+")));
        headers.put(
                "RateLimit",
                sometimes(
                        "Where the operator bounds what one address asks: how many requests are left, and in how many seconds"
                                + " all are again (draft-ietf-httpapi-ratelimit-headers)",
                        pattern("\"address\";r=[0-9]+;t=[0-9]+")));
        headers.put(
                "RateLimit-Policy",
                sometimes(
                        "How many requests one address has, and in how many seconds",
                        pattern("\"address\";q=[0-9]+;w=60")));
        headers.put(
                "Referrer-Policy",
                sometimes("Other sites are told the origin only", word("strict-origin-when-cross-origin")));
        return headers;
    }

    private static Header always(String description, Schema schema) {
        return sometimes(description, schema).required(true);
    }

    private static Header sometimes(String description, Schema schema) {
        return OASFactory.createHeader().description(description).schema(schema);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Schema pattern(String pattern) {
        return text().pattern("^" + pattern + "$");
    }

    private static Schema word(String only) {
        return text().enumeration(List.of(only));
    }

    private static Schema whole(BigDecimal least) {
        return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).minimum(least);
    }
}
