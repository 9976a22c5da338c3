package org.borderledger.http;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes that no client library would, and reads what comes back until the service closes or has said all. */
final class RawConnection {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\\ncontent-length: *([0-9]+)\\r");

    /** Where more comes, it is read until the service closes, and not looked through again with every part. */
    private static final int LONGEST_ANNOUNCED = 1 << 18;

    private RawConnection() {}

    /** An answer as it stood on the wire; header names in lower case. */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    static Reply get(String target, String... headers) {
        return send("GET", target, headers);
    }

    /** One request on a connection of its own; each char of the target goes out as one byte. */
    static Reply send(String method, String target, String... headers) {
        var request = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        request.append("Host: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request.append("\r\n").toString());
    }

    static Reply send(String request) {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return reply(read(socket.getInputStream()));
        } catch (IOException e) {
            throw new AssertionError(request.substring(0, Math.min(80, request.length())) + ": " + e, e);
        }
    }

    /** Until the service closes, or has sent what it announced: where it refused a body, it waits for the rest of it. */
    private static String read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var part = new byte[8_192];
        try {
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                bytes.write(part, 0, length);
                if (isWhole(bytes)) {
                    break;
                }
            }
        } catch (SocketTimeoutException keptOpen) {
            throw new IOException("no end after " + bytes.toString(StandardCharsets.UTF_8), keptOpen);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isWhole(ByteArrayOutputStream bytes) {
        if (bytes.size() > LONGEST_ANNOUNCED) {
            return false;
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        Matcher length = CONTENT_LENGTH.matcher(text);
        return end >= 0
                && length.find()
                && length.start() < end
                && text.length() >= end + 4 + Integer.parseInt(length.group(1));
    }

    private static Reply reply(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.") || end < 0) {
            throw new IOException("no HTTP: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return new Reply(Integer.parseInt(lines[0].substring(9, 12)), headers, text.substring(end + 4));
    }
}
