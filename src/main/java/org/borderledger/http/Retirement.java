package org.borderledger.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borderledger.representation.Representation;

/**
 * A path that is going away, with the notice that callers were promised: at least twelve months, by headers on every
 * answer, and after the last day an answer that says where to go instead.
 *
 * @param path as the contract has it, such as {@code /v1/crossings/{key}/revisions}; its files go with it
 * @param deprecated the day on which the notice began
 * @param sunset the first day on which the path is no longer answered
 * @param successor the path to ask instead, with the same names in it
 */
public record Retirement(String path, LocalDate deprecated, LocalDate sunset, String successor) {
    private static final int NOTICE_MONTHS = 12;
    private static final Pattern NAMES = Pattern.compile("\\{[a-z]+}");
    private static final String DECLARED = "/retirements.json";
    private static final String FILES = Arrays.stream(Representation.values())
            .map(format -> Pattern.quote(format.suffix()))
            .collect(Collectors.joining("|", "(", ")?"));

    public Retirement {
        if (sunset.isBefore(deprecated.plusMonths(NOTICE_MONTHS))) {
            throw new IllegalArgumentException(path + " would go on " + sunset + ", less than " + NOTICE_MONTHS
                    + " months after its notice of " + deprecated);
        }
    }

    /** What the service declares, in the order of {@code retirements.json}. */
    public static List<Retirement> declared() {
        try (InputStream file = Retirement.class.getResourceAsStream(DECLARED)) {
            return new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .readValue(file, new TypeReference<List<Retirement>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(DECLARED + " cannot be read", e);
        }
    }

    /** The paths that it is about, those of files included; what stands in the place of a name is the group of that name. */
    public Pattern paths() {
        String segments = Arrays.stream(path.split("/", -1))
                .map(segment -> NAMES.matcher(segment).matches()
                        ? "(?<" + segment.substring(1, segment.length() - 1) + ">[^/]+?)"
                        : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
        return Pattern.compile(segments + FILES);
    }

    /** What takes the place of one of the paths: the successor, with what stands in that path in the place of names. */
    String successorOf(Matcher matched) {
        return NAMES.matcher(successor)
                .replaceAll(name -> Matcher.quoteReplacement(
                        matched.group(name.group().substring(1, name.group().length() - 1))));
    }
}
