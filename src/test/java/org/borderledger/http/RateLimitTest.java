package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.borderledger.ServedLedger;
import org.borderledger.http.RateLimit.Allowances;
import org.borderledger.http.RateLimit.Allowances.Left;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;

/** One address that asks too often is told so, and nobody else notices. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(RateLimitTest.Bounded.class)
@SuppressWarnings("NullAway.Init") // the container sets the field
class RateLimitTest {
    private static final int A_MINUTE = 60;
    private static final String ADDRESS = "/v1/crossings/uk-small-boats-daily:2025-06-20";

    @TestHTTPResource
    URI service;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static final class Bounded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ledger.requests.a-minute",
                    Integer.toString(A_MINUTE),
                    "ledger.answers.memory",
                    "4M",
                    // the tests come from one address, and say that they are of others
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "true");
        }
    }

    @Test
    void aFloodFromOneAddressIsToldToWaitAndOthersAreAnswered() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> flood = IntStream.range(0, 5 * A_MINUTE)
                .mapToObj(each -> client.sendAsync(from("198.51.100.1", ADDRESS), HttpResponse.BodyHandlers.ofString()))
                .toList();
        int answered = 0;
        for (CompletableFuture<HttpResponse<String>> each : flood) {
            HttpResponse<String> answer = each.join();
            if (answer.statusCode() == 200) {
                answered++;
            } else {
                assertEquals(429, answer.statusCode(), answer::body);
                assertTrue(answer.body().contains(ProblemCode.TOO_MANY_REQUESTS.code()), answer::body);
                assertTrue(header(answer, "RateLimit").startsWith("\"address\";r=0;t="), header(answer, "RateLimit"));
                assertEquals("no-store", header(answer, "Cache-Control"));
                assertTrue(Integer.parseInt(header(answer, "Retry-After")) >= 1);
                assertFalse(answer.headers().firstValue("ETag").isPresent());
            }
        }
        assertTrue(answered >= A_MINUTE, "all that one address has: " + answered);
        assertTrue(answered < 2 * A_MINUTE, "and what came back meanwhile: " + answered);

        HttpResponse<String> other = ask("198.51.100.2", ADDRESS);
        assertEquals(200, other.statusCode());
        assertEquals("\"address\";r=59;t=1", header(other, "RateLimit"));
        assertEquals("\"address\";q=60;w=60", header(other, "RateLimit-Policy"));
        assertTrue(header(other, "Access-Control-Expose-Headers").contains("RateLimit-Policy"));
    }

    /** What was known was told to somebody else with what that one had left. */
    @Test
    void whatIsKnownIsSentWithWhatItsCallerHasLeft() throws Exception {
        ask("198.51.100.3", ADDRESS);
        for (int asked = 1; asked <= 3; asked++) {
            HttpResponse<String> known = ask("198.51.100.4", ADDRESS);
            assertEquals(200, known.statusCode());
            List<String> left = known.headers().allValues("RateLimit");
            assertEquals(1, left.size(), left::toString);
            assertTrue(left.getFirst().startsWith("\"address\";r=" + (A_MINUTE - asked) + ";"), left::toString);
        }
    }

    @Test
    void aNetworkOfIpv6IsOneCaller() throws Exception {
        ask("2001:db8:1:2::1", ADDRESS);
        assertTrue(header(ask("2001:db8:1:2:ffff::9", ADDRESS), "RateLimit").startsWith("\"address\";r=58;"));
        assertTrue(header(ask("2001:db8:1:3::1", ADDRESS), "RateLimit").startsWith("\"address\";r=59;"));
    }

    /** A page asks the service itself many times, for one request of its reader. */
    @Test
    void thePagesOfTheServiceAreNotCountedForWhatTheyAsk() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertEquals(200, ask("198.51.100.5", "/explore/crossings").statusCode());
        }
        assertTrue(header(ask("198.51.100.5", ADDRESS), "RateLimit").startsWith("\"address\";r="));
        assertEquals(200, ask("198.51.100.5", "/explore/crossings").statusCode());
        HttpResponse<String> own = client.send(
                HttpRequest.newBuilder(service.resolve(ADDRESS)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, own.statusCode());
        assertFalse(own.headers().firstValue("RateLimit").isPresent());
        // who says that it is the service itself is not
        assertTrue(ask("127.0.0.1", ADDRESS).headers().firstValue("RateLimit").isPresent());
    }

    @Test
    void whatWasUsedComesBackOneByOne() {
        var now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30)); // the clock runs over in between
        var allowances = new Allowances(A_MINUTE, now::get);
        for (int left = A_MINUTE - 1; left >= 0; left--) {
            assertEquals(new Left(false, left, A_MINUTE - left), allowances.take("one"));
        }
        assertEquals(new Left(true, 0, 1), allowances.take("one"));
        assertEquals(new Left(true, 0, 1), allowances.take("one"), "asking in vain costs nothing");
        assertEquals(new Left(false, 59, 1), allowances.take("other"));
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertEquals(new Left(false, 1, 59), allowances.take("one"));
        assertEquals(new Left(false, 0, 60), allowances.take("one"));
        assertTrue(allowances.take("one").isRefused());
        now.addAndGet(TimeUnit.MINUTES.toNanos(2));
        assertEquals(new Left(false, 59, 1), allowances.take("one"));
    }

    private HttpResponse<String> ask(String caller, String address) throws IOException, InterruptedException {
        return client.send(from(caller, address), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest from(String caller, String address) {
        return HttpRequest.newBuilder(service.resolve(address))
                .header("X-Forwarded-For", caller)
                .build();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
