package org.borderledger.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a question. Equal questions have equal bytes: parameters stand in the order of their names, with the cursor last, each
 * value is encoded in one way, and what says no more than the default is left out.
 */
final class Question {
    /** What is asked for anyway, on every path and in every format; limit is not among them, since a file has none. */
    private static final Map<String, String> DEFAULTS = Map.of("bom", "false");

    /** By name; but where a page begins stands last, since it is no part of what is asked. */
    private static final Comparator<String> ORDER =
            Comparator.<String, Boolean>comparing("cursor"::equals).thenComparing(Comparator.naturalOrder());

    /** What stands in a query as it is, beside letters and digits; a value of several has commas between them. */
    private static final String PLAIN = "-._~,:*/@!$'()";

    private static final String HEXADECIMAL = "0123456789ABCDEF";

    private Question() {}

    /** The parameters of a query, by name and percent-encoded, without those that only say the default. */
    static Map<String, String> parameters(@Nullable String rawQuery) {
        Map<String, String> parameters = spelt(rawQuery);
        parameters.entrySet().removeIf(each -> each.getValue().equals(DEFAULTS.get(each.getKey())));
        return parameters;
    }

    /** Another spelling of the same address, equal for all that differ in nothing but order and encoding. */
    static String inOrder(String uri) {
        int mark = uri.indexOf('?');
        return mark < 0 ? spellPath(uri) : of(spellPath(uri.substring(0, mark)), spelt(uri.substring(mark + 1)));
    }

    /** A path in its one spelling; a slash that is encoded parts nothing. */
    static String spellPath(String path) {
        return path.indexOf('%') < 0
                ? spell(path)
                : Arrays.stream(path.split("/", -1))
                        .map(part -> spell(part).replace("/", "%2F"))
                        .collect(Collectors.joining("/"));
    }

    private static Map<String, String> spelt(@Nullable String rawQuery) {
        Map<String, String> parameters = none();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(spell(pair.substring(0, equals)), spell(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** No parameters yet; those that are put in stand in the one order. */
    static Map<String, String> none() {
        return new TreeMap<>(ORDER);
    }

    /** A path and a query in that spelling. */
    static String of(String path, Map<String, String> parameters) {
        return parameters.isEmpty()
                ? path
                : path
                        + parameters.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining("&", "?", ""));
    }

    /** Percent-encoded text, encoded in the one way. */
    static String spell(String encoded) {
        boolean isPlain = true;
        for (int i = 0; i < encoded.length() && isPlain; i++) {
            isPlain = isPlain(encoded.charAt(i));
        }
        if (isPlain) {
            return encoded;
        }
        var spelt = new StringBuilder();
        for (byte octet : URLDecoder.decode(encoded, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && isPlain((char) octet)) {
                spelt.append((char) octet);
            } else {
                spelt.append('%').append(HEXADECIMAL.charAt((octet >> 4) & 15)).append(HEXADECIMAL.charAt(octet & 15));
            }
        }
        return spelt.toString();
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PLAIN.indexOf(character) >= 0;
    }
}
