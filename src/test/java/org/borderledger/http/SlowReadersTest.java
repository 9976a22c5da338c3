package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.wellFormed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that ask for a large file and do not read it: they hold as many connections as exports may, and no more. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class SlowReadersTest {
    private static final int AT_ONCE = 8;
    /** Larger than what the buffers between service and caller hold. */
    private static final String LARGE = "/v1/crossings.jsonl?series=*&includeHistory=true";
    /** The same as the database writes it. */
    private static final String LARGE_CSV = "/v1/crossings.csv?series=*&includeHistory=true";

    @ParameterizedTest
    @ValueSource(strings = {LARGE, LARGE_CSV})
    void slowReadersOfLargeFilesKeepOtherLargeFilesWaitingAndNothingElse(String large) throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            // more of them than there are connections
            for (int i = 0; i < 20; i++) {
                slow.add(begin(large, i < AT_ONCE));
            }
            Caller.Answer refused = ask(large);
            assertEquals(503, refused.status());
            assertEquals(
                    ProblemCode.TOO_MANY_EXPORTS.code(),
                    wellFormed(refused).path("code").asText());
            assertEquals("30", refused.header("Retry-After"));
            for (String header : List.of("Content-Disposition", "Total-Rows", "ETag", "Link")) {
                assertEquals("", refused.header(header), header);
            }
            for (String small : List.of(
                    "/v1/crossings",
                    "/v1/crossings?limit=10000",
                    "/v1/crossings.csv?period=2025",
                    "/v1/crossings/aggregates.csv?frequency=day",
                    "/v1/releases")) {
                assertEquals(200, ask(small).status(), small);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Caller.Answer file = ask("GET", large, Map.of());
        assertEquals(200, file.status(), file::body);
        assertTrue(file.body().endsWith("\n"));
    }

    /** Asks, and reads no more than the first byte where one is to come. */
    private static Socket begin(String large, boolean answered) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        if (answered) {
            assertEquals('H', socket.getInputStream().read());
        }
        return socket;
    }
}
