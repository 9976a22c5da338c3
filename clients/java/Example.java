// snippet
import org.borderledger.client.ApiClient;
import org.borderledger.client.ApiException;
import org.borderledger.client.api.FiguresApi;
import org.borderledger.client.api.FiguresApi.APIGetCrossingRequest;
import org.borderledger.client.model.Crossing;
import org.borderledger.client.model.Problem;
// end of snippet
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.client.api.ComputedApi;
import org.borderledger.client.api.ComputedApi.APIAggregateCrossingsRequest;
import org.borderledger.client.api.FiguresApi.APIGetEnforcementActionRequest;
import org.borderledger.client.api.FiguresApi.APIListCrossingsRequest;
import org.borderledger.client.model.CrossingAggregatePage;
import org.borderledger.client.model.CrossingPage;
import org.borderledger.client.model.EnforcementActionAnswer;

/**
 * Asks a running Border Ledger through the generated client, and holds what it gets to what is known.
 *
 * <p>usage: Example ADDRESS LATER_ADDRESS, where the second is a service as a later version may be: clients/check stands in
 * for it.
 */
final class Example {
    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]+)");

    private static int differences;

    private final ApiClient ledger = new ApiClient();
    private final FiguresApi figures;
    private final ComputedApi computed;

    private Example(String address) {
        ledger.updateBaseUri(address);
        figures = new FiguresApi(ledger);
        computed = new ComputedApi(ledger);
    }

    public static void main(String[] arguments) throws ApiException, IOException {
        if (arguments.length != 2) {
            System.err.println("usage: Example ADDRESS LATER_ADDRESS");
            System.exit(2);
        }
        snippet(arguments[0]);
        var now = new Example(arguments[0]);
        now.oneFigure();
        now.filters();
        now.pages();
        now.whatWasKnown();
        now.sums();
        now.problems();
        new Example(arguments[1]).laterVersion();
        System.exit(differences == 0 ? 0 : 1);
    }

    private static void snippet(String address) throws IOException {
        // snippet
        var ledger = new ApiClient();
        ledger.updateBaseUri(address);
        var figures = new FiguresApi(ledger);
        try {
            Crossing day = figures.getCrossing(APIGetCrossingRequest.newBuilder()
                            .key("uk-small-boats-daily:2025-06-20")
                            .build())
                    .getData();
            System.out.println(day.getPeople() + " people, status " + day.getStatus());
        } catch (ApiException refused) {
            Problem problem = ledger.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
            System.out.println(problem.getCode() + " " + problem.getHint());
        }
        // end of snippet
    }

    private void oneFigure() throws ApiException {
        Crossing figure = figure("uk-small-boats-daily:2025-06-20");
        expect("people", 437L, figure.getPeople());
        expect("boats", 7L, figure.getBoats());
        expect("uncontrolled landings, none and not missing", 0L, figure.getUncontrolledLandings());
        expect("status", "P", figure.getStatus());
        expect("qualifier", "exact", figure.getQualifier());
        expect("period", LocalDate.of(2025, 6, 20), figure.getPeriodStart());
        expect("what has no value is null", null, figure.getValueHigh());
        expect("withdrawn", false, figure.getWithdrawn());
    }

    private void filters() throws ApiException {
        CrossingPage page = figures.listCrossings(APIListCrossingsRequest.newBuilder()
                .period("2025-06")
                .peopleGte(500L)
                .build());
        expect(
                "days of June 2025 with 500 people or more",
                List.of(879L, 585L, 583L, 919L),
                page.getData().stream().map(Crossing::getPeople).toList());
        expect("their first day", LocalDate.of(2025, 6, 30), page.getData().get(0).getPeriodStart());
        expect("there is no other page", null, page.getLinks().getNext());
        expect("days that the series has of June", 30L, page.getMeta().getCoverage().getPresent());
    }

    private void pages() throws ApiException {
        List<String> keys = new ArrayList<>();
        Long total;
        String cursor = null;
        int asked = 0;
        do {
            CrossingPage page = figures.listCrossings(APIListCrossingsRequest.newBuilder()
                    .limit(500)
                    .count("exact")
                    .to(LocalDate.of(2025, 12, 31))
                    .cursor(cursor)
                    .build());
            asked++;
            total = page.getMeta().getTotal();
            page.getData().forEach(figure -> keys.add(figure.getKey()));
            String next = page.getLinks().getNext();
            cursor = next == null ? null : cursor(next);
        } while (cursor != null);
        expect("days of 2018 to 2025", 2922, keys.size());
        expect("of which each is there once", 2922, new HashSet<>(keys).size());
        expect("as many as the ledger counts", 2922L, total);
        expect("pages", 6, asked);
        expect("the last day", "uk-small-boats-daily:2018-01-01", keys.get(keys.size() - 1));
    }

    private static String cursor(String next) {
        Matcher cursor = CURSOR.matcher(URI.create(next).toString());
        if (!cursor.find()) {
            throw new IllegalStateException("the link to the next page has no cursor: " + next);
        }
        return cursor.group(1);
    }

    private void whatWasKnown() throws ApiException {
        String key = "uk-small-boats-prevented-weekly:2026-W16";
        EnforcementActionAnswer now = figures.getEnforcementAction(
                APIGetEnforcementActionRequest.newBuilder().key(key).build());
        EnforcementActionAnswer then =
                figures.getEnforcementAction(APIGetEnforcementActionRequest.newBuilder()
                        .key(key)
                        .asOf("2026-05-15")
                        .build());
        expect("people prevented in that week", new BigDecimal(390), now.getData().getQuantity());
        expect("and as it was known on 15 May 2026", new BigDecimal(322), then.getData().getQuantity());
        expect("as of", "2026-05-15", then.getMeta().getAsOf());
        expect("what the publisher said of the new number", "Revised", then.getData().getPublisherFlag());
    }

    private void sums() throws ApiException {
        CrossingAggregatePage page = computed.aggregateCrossings(APIAggregateCrossingsRequest.newBuilder()
                .from(LocalDate.of(2025, 1, 1))
                .to(LocalDate.of(2025, 6, 20))
                .build());
        expect("one sum", 1, page.getData().size());
        expect("people", 17817L, page.getData().get(0).getPeopleSum());
        expect("days that went in", 171L, page.getData().get(0).getPresent());
        expect("of all", true, page.getData().get(0).getComplete());
    }

    private void problems() throws IOException {
        Problem problem = refusedRoute();
        expect("status of the problem", 400, problem.getStatus());
        expect("its code", "unknown-value", problem.getCode());
        expect("its hint", "did you mean 'channel'?", problem.getHint());
        expect("its parameter", "route", problem.getParameter());
        expect("what is allowed", List.of("channel"), problem.getAllowed());
        Problem missing = refused(() -> figure("uk-small-boats-daily:1999-01-01"));
        expect("the code of what is not there", "not-found", missing.getCode());
        expect("which concerns no parameter", null, missing.getParameter());
    }

    private void laterVersion() throws ApiException, IOException {
        Crossing figure = figure("uk-small-boats-daily:2025-06-20");
        expect("a status that a later version adds", "later-status", figure.getStatus());
        expect("a qualifier that it adds", "later-qualifier", figure.getQualifier());
        expect("what is beside them", 437L, figure.getPeople());
        Problem problem = refusedRoute();
        expect("a code of a problem that it adds", "later-code", problem.getCode());
        expect("the hint beside it", "did you mean 'channel'?", problem.getHint());
    }

    private Crossing figure(String key) throws ApiException {
        return figures.getCrossing(APIGetCrossingRequest.newBuilder().key(key).build())
                .getData();
    }

    private Problem refusedRoute() throws IOException {
        return refused(() -> figures.listCrossings(
                APIListCrossingsRequest.newBuilder().route("chanel").build()));
    }

    private Problem refused(Question question) throws IOException {
        try {
            question.ask();
        } catch (ApiException refused) {
            return ledger.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        }
        throw new IllegalStateException("a problem was expected, and an answer came");
    }

    private interface Question {
        Object ask() throws ApiException;
    }

    private static <T> void expect(String what, T expected, T found) {
        if (!Objects.equals(expected, found)) {
            differences++;
            System.err.println(what + ": " + found + " instead of " + expected);
        }
    }
}
