package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.borderledger.ServedProcess;
import org.borderledger.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS that ends in the service itself, as docs/security.md sets it up. */
@Timeout(300)
class TransportSecurityTest {
    private static final String ADDRESS = "/v1/crossings/uk-small-boats-daily:2025-06-20";
    private static final String PASSWORD = "of-this-test";

    @TempDir
    private Path folder;

    @Test
    void theServiceSpeaksTlsAndLeadsThere() throws Exception {
        TestDatabase database = TestDatabase.filled();
        KeyStore pair = selfSigned();
        int port = ServedProcess.freePort();
        URI secure = URI.create("https://localhost:" + port);
        try (ServedProcess service = ServedProcess.start(
                        ServedProcess.packaged(folder),
                        database.reader(),
                        database.owner(),
                        folder.resolve("service.txt"),
                        Map.of(
                                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
                                pem("CERTIFICATE", pair.getCertificate("ledger").getEncoded()),
                                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES",
                                pem(
                                        "PRIVATE KEY",
                                        pair.getKey("ledger", PASSWORD.toCharArray())
                                                .getEncoded()),
                                "QUARKUS_HTTP_SSL_PORT",
                                Integer.toString(port),
                                "QUARKUS_HTTP_INSECURE_REQUESTS",
                                "redirect",
                                "LEDGER_PUBLIC_URL",
                                secure.toString()));
                HttpClient trusting = client(trustingOnly(pair))) {
            HttpResponse<String> answer = ask(trusting, secure.resolve(ADDRESS));
            assertEquals(200, answer.statusCode(), answer::body);
            assertEquals("TLSv1.3", answer.sslSession().orElseThrow().getProtocol());
            assertEquals(
                    "max-age=31536000",
                    answer.headers().firstValue("Strict-Transport-Security").orElseThrow());

            HttpResponse<String> plain = service.ask(ADDRESS);
            assertEquals(301, plain.statusCode());
            assertEquals(
                    secure.getPort() + ADDRESS,
                    plain.headers().firstValue("Location").orElseThrow().replaceFirst("^https://[^:]*:", ""));

            try (HttpClient stranger = client(SSLContext.getDefault())) {
                assertThrows(SSLHandshakeException.class, () -> ask(stranger, secure.resolve(ADDRESS)));
            }
        }
    }

    private static HttpClient client(SSLContext trust) {
        return HttpClient.newBuilder().sslContext(trust).build();
    }

    private static HttpResponse<String> ask(HttpClient client, URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trustingOnly(KeyStore certificates) throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A key and its certificate for this host, made anew by the JDK's own tool. */
    private KeyStore selfSigned() throws Exception {
        Path store = folder.resolve("ledger.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "ledger",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertEquals(0, made.waitFor(), "keytool failed");
        var pair = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            pair.load(in, PASSWORD.toCharArray());
        }
        return pair;
    }

    private String pem(String kind, byte[] encoded) throws IOException {
        Path file = folder.resolve(kind.replace(' ', '-') + ".pem");
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
        return file.toString();
    }
}
