package org.borderledger.explorer;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.borderledger.http.Gzip;

/** What pages load besides themselves, from this service only. Each is known by its content, so that it never changes. */
@ApplicationScoped
class Assets {
    static final String FOLDER = "/explore/assets/";

    private static final int DIGITS = 12;
    /** By the name within a page; d3 (ISC licence) comes with its library. */
    private static final Map<String, String> PLACES = Map.of(
            "explorer.css", "/explorer/explorer.css",
            "explorer.js", "/explorer/explorer.js",
            "charts.js", "/explorer/charts.js",
            "icon.svg", "/explorer/icon.svg",
            "d3.js", "/META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js");

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
        String place = PLACES.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no page loads " + name);
        }
        try (InputStream in = Assets.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException(place + " is not packed with the service");
            }
            byte[] plain = in.readAllBytes();
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plain));
            String[] parts = name.split("\\.", 2);
            return new Asset(
                    FOLDER + parts[0] + "-" + digest.substring(0, DIGITS) + "." + parts[1],
                    Arrays.stream(parts).skip(1).map(TYPES::get).findFirst().orElseThrow(),
                    Buffer.buffer(plain),
                    Buffer.buffer(Gzip.pack(plain)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
