package org.borderledger.explorer;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.borderledger.http.Gzip;
import org.borderledger.http.Validators;

/** What pages load besides themselves, from this service only. Each is known by its content, so that it never changes. */
@ApplicationScoped
class Assets {
    static final String FOLDER = "/explore/assets/";

    /** The parts of d3 (ISC licence) that charts are drawn with, each after those that it needs: half of what d3 weighs. */
    private static final List<String> PARTS_OF_D3 = Stream.of(
                    "internmap",
                    "d3-array",
                    "d3-color",
                    "d3-format",
                    "d3-interpolate",
                    "d3-path",
                    "d3-time",
                    "d3-time-format",
                    "d3-scale",
                    "d3-selection",
                    "d3-shape",
                    "d3-axis")
            .map(Assets::ofLibrary)
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
            whole.writeBytes(bytes(place));
            whole.write('\n');
        }
        byte[] plain = whole.toByteArray();
        String[] parts = name.split("\\.", 2);
        return new Asset(
                FOLDER + parts[0] + "-" + Validators.fingerprint(plain) + "." + parts[1],
                Arrays.stream(parts).skip(1).map(TYPES::get).findFirst().orElseThrow(),
                Buffer.buffer(plain),
                Buffer.buffer(Gzip.pack(plain)));
    }

    /** Where the file of a library is, which has its version in its path. */
    private static String ofLibrary(String name) {
        var about = new Properties();
        try {
            about.load(new ByteArrayInputStream(bytes("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")));
        } catch (IOException notFromMemory) {
            throw new UncheckedIOException(notFromMemory);
        }
        return "/META-INF/resources/webjars/" + name + "/" + about.getProperty("version") + "/dist/" + name + ".min.js";
    }

    private static byte[] bytes(String place) {
        try (InputStream in = Assets.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException(place + " is not packed with the service");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
