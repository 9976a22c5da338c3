package org.borderledger.explorer;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.borderledger.http.Gzip;

/** What pages load besides themselves, from this service only. Each is known by its content, so that it never changes. */
@ApplicationScoped
class Assets {
    static final String FOLDER = "/explore/assets/";

    private static final int DIGITS = 12;
    /** The parts of d3 (ISC licence) that charts are drawn with, each after those that it needs: half of what d3 weighs. */
    private static final List<String> PARTS_OF_D3 = Stream.of(
                    "internmap/2.0.3",
                    "d3-array/3.2.4",
                    "d3-color/3.1.0",
                    "d3-format/3.1.0",
                    "d3-interpolate/3.0.1",
                    "d3-path/3.1.0",
                    "d3-time/3.1.0",
                    "d3-time-format/4.1.0",
                    "d3-scale/4.0.2",
                    "d3-selection/3.0.0",
                    "d3-shape/3.2.0",
                    "d3-axis/3.0.0")
            .map(part -> "/META-INF/resources/webjars/" + part + "/dist/" + part.replaceFirst("/.*", "") + ".min.js")
            .toList();

    /** What each file is made of, by its name within a page. */
    private static final Map<String, List<String>> PLACES = Map.of(
            "explorer.css", List.of("/explorer/explorer.css"),
            "explorer.js", List.of("/explorer/explorer.js"),
            "charts.js", List.of("/explorer/charts.js"),
            "icon.svg", List.of("/explorer/icon.svg"),
            "d3.js", PARTS_OF_D3);

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    /**
     * A file.
     *
     * @param address where it is, relative to the service
     */
    record Asset(String address, String type, Buffer plain, Buffer packed) {}

    /** A file by its name within a page. */
    Asset get(String name) {
        return read.computeIfAbsent(name, Assets::read);
    }

    /** A file by the last part of its address; empty where there is none of that content. */
    Optional<Asset> at(String part) {
        return PLACES.keySet().stream()
                .map(this::get)
                .filter(asset -> asset.address().equals(FOLDER + part))
                .findFirst();
    }

    private static Asset read(String name) {
        List<String> places = PLACES.get(name);
        if (places == null) {
            throw new IllegalArgumentException("no page loads " + name);
        }
        var whole = new ByteArrayOutputStream();
        for (String place : places) {
            try (InputStream in = Assets.class.getResourceAsStream(place)) {
                if (in == null) {
                    throw new IllegalStateException(place + " is not packed with the service");
                }
                in.transferTo(whole);
                whole.write('\n');
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        byte[] plain = whole.toByteArray();
        String[] parts = name.split("\\.", 2);
        return new Asset(
                FOLDER + parts[0] + "-" + digest(plain).substring(0, DIGITS) + "." + parts[1],
                Arrays.stream(parts).skip(1).map(TYPES::get).findFirst().orElseThrow(),
                Buffer.buffer(plain),
                Buffer.buffer(Gzip.pack(plain)));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
