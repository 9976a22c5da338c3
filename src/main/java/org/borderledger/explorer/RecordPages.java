package org.borderledger.explorer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.borderledger.http.ForPeople;
import org.borderledger.period.London;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the ledger took in, from whom, and what others said: releases, articles with their claims, and changes. */
@ForPeople
@RunOnVirtualThread
@Path("/explore/{list:releases|claims|changes}")
public class RecordPages {
    private static final String RELEASES = "releases";
    private static final String CLAIMS = "claims";
    private static final String CHANGES = "changes";
    private static final int LENGTH_OF_A_DAY = "2025-06-20".length();

    private final Visit visit;

    RecordPages(Visit visit) {
        this.visit = visit;
    }

    @GET
    @Operation(hidden = true)
    public Response list(@PathParam("list") String list) {
        Map<String, String> query = visit.query();
        query.putIfAbsent("limit", "50");
        Reply reply = visit.get("/v1/" + (list.equals(CHANGES) ? "revisions" : list) + Query.of(query));
        return visit.problem(list, List.of(reply)).orElseGet(() -> {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("rows", reply.rows());
            shown.put("address", reply.address());
            shown.put("next", next("/explore/" + list, reply));
            return visit.page(list, list, shown);
        });
    }

    @GET
    @Path("/{id:[^./][^/]*}")
    @Operation(hidden = true)
    public Response one(@PathParam("list") String list, @PathParam("id") String id) {
        return switch (list) {
            case RELEASES -> release(Query.encoded(id));
            case CLAIMS -> claim(Query.encoded(id));
            default -> changes(Query.encoded(id));
        };
    }

    private Response release(String id) {
        String path = "/v1/releases/" + id;
        List<Reply> replies = visit.all(path + Query.of(visit.query()), path + "/claims");
        return visit.problem(RELEASES, replies).orElseGet(() -> {
            Map<String, @Nullable Object> release = replies.get(0).first();
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("release", release);
            shown.put("claims", replies.get(1).rows());
            shown.put("address", path);
            shown.put("claimsAddress", replies.get(1).address());
            shown.put("page", "/explore/releases/" + id);
            shown.put("eve", Map.of());
            shown.put("year", Map.of());
            shown.put("yearAddress", "");
            shown.put("citation", "");
            if (!replies.get(1).rows().isEmpty()) {
                eve(release).ifPresent(shown::putAll);
            }
            return visit.page("release", RELEASES, shown);
        });
    }

    /** What the record holds of the day before something was published, and of its year until then. */
    private Optional<Map<String, @Nullable Object>> eve(Map<String, @Nullable Object> release) {
        if (!(release.get("issuedAt") instanceof String issued) || issued.length() < LENGTH_OF_A_DAY) {
            return Optional.empty();
        }
        LocalDate day =
                (issued.contains("T") ? London.dayOf(Instant.parse(issued)) : LocalDate.parse(issued)).minusDays(1);
        List<Reply> replies = visit.all(
                "/v1/crossings/" + FrontPages.DAILY + ":" + day, Query.ofYearUntil(FrontPages.DAILY, day, Map.of()));
        if (replies.stream().anyMatch(each -> !each.isGood())) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("eve", replies.get(0).first());
        shown.put("year", replies.get(1).first());
        shown.put("yearAddress", replies.get(1).address());
        shown.put("citation", replies.get(1).part("meta").get("citation"));
        return Optional.of(shown);
    }

    private Response claim(String id) {
        String path = "/v1/claims/" + id;
        List<Reply> replies = visit.all(path + Query.of(visit.query()), path + "/reviews");
        return visit.problem(CLAIMS, replies).orElseGet(() -> {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("claim", replies.get(0).first());
            shown.put("citation", replies.get(0).part("meta").get("citation"));
            shown.put("reviews", replies.get(1).rows());
            shown.put("address", replies.get(0).address());
            shown.put("page", "/explore/claims/" + id + Query.of(visit.query()));
            return visit.page("claim", CLAIMS, shown);
        });
    }

    private Response changes(String number) {
        String path = "/v1/revisions/" + number;
        Map<String, String> query = visit.query();
        if (query.containsKey("change")) {
            return visit.refuse(CHANGES, "change", Texts.text("refused_api", path + "/changes"));
        }
        query.putIfAbsent("limit", "200");
        Map<String, String> added = Query.with(Query.without(query, Set.of("cursor")), "change", "added");
        List<Reply> replies = visit.all(
                path,
                path + "/changes" + Query.of(Query.with(query, "change", "revised,withdrawn,backdated")),
                path + "/changes" + Query.of(added));
        return visit.problem(CHANGES, replies).orElseGet(() -> {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("revision", replies.get(0).first());
            shown.put("revised", replies.get(1).rows());
            shown.put("address", replies.get(1).address());
            shown.put("next", next("/explore/changes/" + number, replies.get(1)));
            // of what is new, the values: that a figure is exact, or provisional, is nothing that anybody changed
            shown.put(
                    "added",
                    replies.get(2).rows().stream()
                            .filter(each -> each.get("after") != null)
                            .toList());
            shown.put("addedAddress", replies.get(2).address());
            shown.put("isCut", replies.get(2).part("links").get("next") != null);
            shown.put("meta", replies.get(1).part("meta"));
            shown.put("page", "/explore/changes/" + number + Query.of(visit.query()));
            return visit.page("revision", CHANGES, shown);
        });
    }

    /** The page of the next rows: this one's path, and the query that the API gives for them; empty on the last. */
    private static String next(String page, Reply reply) {
        return reply.part("links").get("next") instanceof String next
                ? page + Query.of(Query.without(Query.ofLink(next), Set.of("change")))
                : "";
    }
}
