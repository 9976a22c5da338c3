package org.borderledger.discovery;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How publishers are asked.
 *
 * @param contact where whoever runs this can be reached, a mail address or a page: publishers see it
 * @param reachable hosts that may be asked although they are not public, such as a mirror inside; none by default
 * @param connect how long a connection may take
 * @param whole how long an answer may take from the request to its last byte
 * @param mostBytes the largest file
 * @param attempts how often one address is asked where the fault may pass
 * @param firstWait how long at most before the second attempt; doubled before each further one
 * @param longestWait how long at most between two attempts, also where the server asks for a pause
 * @param betweenRequests how long after each request, so that no publisher feels us
 */
public record Manner(
        String contact,
        Set<String> reachable,
        Duration connect,
        Duration whole,
        long mostBytes,
        int attempts,
        Duration firstWait,
        Duration longestWait,
        Duration betweenRequests) {
    /** Printable and in ASCII, since it goes into a header of every request. */
    private static final Pattern CONTACT = Pattern.compile("[\\x21-\\x7e]{3,200}");

    private static final long MOST_BYTES = 256L * 1024 * 1024;

    public Manner {
        if (!CONTACT.matcher(contact).matches() || contact.contains("(") || contact.contains(")")) {
            throw new IllegalArgumentException(
                    "a contact is a mail address or the address of a page, such as statistics@example.org");
        }
        reachable = Set.copyOf(
                reachable.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
    }

    /** With limits that fit the publishers. */
    public static Manner of(String contact, Set<String> reachable) {
        return new Manner(
                contact,
                reachable,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                MOST_BYTES,
                4,
                Duration.ofSeconds(2),
                Duration.ofMinutes(2),
                Duration.ofMillis(250));
    }

    String userAgent() {
        return "border-ledger/0.1 (a ledger of border statistics; contact: " + contact + ")";
    }
}
