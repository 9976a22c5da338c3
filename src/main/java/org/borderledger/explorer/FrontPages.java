package org.borderledger.explorer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.borderledger.http.ForPeople;
import org.borderledger.http.Gzip;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The first page, what the data are, and what pages load. */
@ForPeople
@RunOnVirtualThread
@Path(FrontPages.PATH)
public class FrontPages {
    static final String PATH = "/explore";

    private static final String CROSSINGS = "/v1/crossings";
    private static final String ENFORCEMENT = "/v1/enforcement-actions";
    static final String DAILY = "uk-small-boats-daily";
    private static final String PREVENTED = "uk-small-boats-prevented-weekly";
    private static final String ARTICLE = "lbc-2025-06-26";
    private static final int DAYS_OF_A_WEEK = 7;
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Visit visit;
    private final Assets assets;

    FrontPages(Visit visit, Assets assets) {
        this.visit = visit;
        this.assets = assets;
    }

    @GET
    @Operation(hidden = true)
    public Response front() {
        if (!visit.query().isEmpty()) {
            return refuseQuery("front");
        }
        List<Reply> first = visit.all(
                CROSSINGS + "/latest?series=" + DAILY,
                CROSSINGS + "/comparisons?series=" + DAILY,
                ENFORCEMENT + "/latest?series=" + PREVENTED,
                "/v1/revisions?limit=5",
                "/v1/series",
                "/v1/releases/" + ARTICLE + "/claims");
        // what is not there is not shown; where the service could not answer, nothing is said of the data
        Optional<Response> failure =
                visit.problem("front", first.stream().filter(Reply::isFailure).toList());
        if (failure.isPresent()) {
            return failure.get();
        }
        Map<String, @Nullable Object> latest = first.get(0).first();
        Map<String, @Nullable Object> prevented = first.get(2).first();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("series", DAILY);
        shown.put("latest", latest);
        shown.put("main", "people");
        shown.put("sum", "peopleSum");
        shown.put("years", first.get(1).rows());
        shown.put("yearsAddress", first.get(1).address());
        shown.put("revisions", first.get(3).rows());
        shown.put(
                "late", first.get(4).rows().stream().filter(FrontPages::isLate).toList());
        shown.put("claims", first.get(5).rows());
        shown.put("article", ARTICLE);
        shown.put("page", PATH + "/crossings?series=" + DAILY + "&chart=cumulative");
        // an empty ledger has no latest day, and nothing is asked of it
        List<String> sums = Stream.of(week(latest), share(prevented))
                .flatMap(Optional::stream)
                .toList();
        List<Reply> second = visit.all(sums.toArray(new String[0]));
        failure =
                visit.problem("front", second.stream().filter(Reply::isFailure).toList());
        if (failure.isPresent()) {
            return failure.get();
        }
        Reply week = of(second, CROSSINGS);
        Reply share = of(second, ENFORCEMENT);
        shown.put("week", week.first());
        shown.put("weekAddress", week.address());
        shown.put(
                "share",
                share.first().get("ratios") instanceof List<?> ratios && !ratios.isEmpty()
                        ? ratios.getFirst()
                        : Map.of());
        shown.put("shareAddress", share.address());
        shown.put("sharePeriod", prevented);
        shown.put(
                "charts",
                Charts.of(
                                CROSSINGS,
                                Map.of("series", DAILY),
                                Map.of("frequency", "D"),
                                new ShownFigures(List.of(latest), List.of(), List.of("people"), "people"),
                                (String) latest.get("periodEnd"))
                        .stream()
                        .limit(1)
                        .map(each -> each.shown(Texts.text("front_series")))
                        .toList());
        return visit.page("front", "front", shown);
    }

    private static Optional<String> week(Map<String, @Nullable Object> latest) {
        return latest.get("periodEnd") instanceof String last
                ? Optional.of(CROSSINGS + "/summary?series=" + DAILY + "&from="
                        + LocalDate.parse(last).minusDays(DAYS_OF_A_WEEK - 1) + "&to=" + last)
                : Optional.empty();
    }

    private static Optional<String> share(Map<String, @Nullable Object> prevented) {
        return prevented.isEmpty()
                ? Optional.empty()
                : Optional.of(ENFORCEMENT + "/summary?series=" + PREVENTED + "&from=" + prevented.get("periodStart")
                        + "&to=" + prevented.get("periodEnd"));
    }

    /** The answer of a path, or one that says nothing where it was not asked. */
    private static Reply of(List<Reply> replies, String path) {
        return replies.stream()
                .filter(each -> each.address().startsWith(path))
                .findFirst()
                .orElse(Reply.elsewhere("", ""));
    }

    /** The API says of these paths that they take no parameters. */
    private Response refuseQuery(String place) {
        return visit.problem(place, List.of(visit.get("/v1/datasets" + Query.of(visit.query()))))
                .orElseGet(() -> visit.nothing(PATH));
    }

    private static boolean isLate(Map<String, @Nullable Object> series) {
        return series.get("nextRelease") instanceof Map<?, ?> next && Boolean.TRUE.equals(next.get("late"));
    }

    /** Goes on to the figure of a day. */
    @GET
    @Path("/find")
    @Operation(hidden = true)
    public Response find() {
        String day = visit.query().getOrDefault("day", "");
        try {
            return Response.seeOther(URI.create(PATH + "/crossings/" + DAILY + ":" + LocalDate.parse(day)))
                    .build();
        } catch (DateTimeParseException noDay) {
            return visit.problem(
                            "front",
                            List.of(visit.get(CROSSINGS + "?from=" + Query.encoded(day.isEmpty() ? "?" : day))))
                    .orElseGet(() -> visit.nothing(PATH + "/find"));
        }
    }

    @GET
    @Path("/about")
    @Operation(hidden = true)
    public Response about() {
        if (!visit.query().isEmpty()) {
            return refuseQuery("about");
        }
        List<Reply> replies = visit.all("/v1/datasets", "/v1/series");
        return visit.problem("about", replies)
                .orElseGet(() -> visit.page(
                        "about",
                        "about",
                        Map.of(
                                "datasets", replies.get(0).rows(),
                                "series", replies.get(1).rows())));
    }

    @GET
    @Path("/assets/{name}")
    @Operation(hidden = true)
    public Response asset(@PathParam("name") String name) {
        return assets.at(name).map(this::asset).orElseGet(() -> visit.nothing(Assets.FOLDER + name));
    }

    private Response asset(Assets.Asset asset) {
        Response.ResponseBuilder answer = Response.ok()
                .type(asset.type())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER);
        return Gzip.isTaken(visit.codings())
                ? answer.header(HttpHeaders.CONTENT_ENCODING, Gzip.CODING)
                        .entity(asset.packed().getBytes())
                        .build()
                : answer.entity(asset.plain().getBytes()).build();
    }

    @GET
    @Path("/{rest:.+}")
    @Operation(hidden = true)
    public Response nothing(@PathParam("rest") String rest) {
        return visit.nothing(PATH + "/" + rest);
    }
}
