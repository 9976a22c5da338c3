package org.borderledger.description;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;

/** Whom to tell of a weakness (RFC 9116). */
final class SecurityText {
    static final String PATH = "/.well-known/security.txt";

    /** RFC 9116 asks for less than a year. */
    private static final int MOST_DAYS_AHEAD = 365;

    private final Contact contact;
    private final String base;
    private final Clock clock;

    /**
     * Whom to tell ({@code LEDGER_SECURITY_CONTACT}), as far as somebody has said so. There is no default: an invented
     * contact is worse than none, and so is a date up to which nobody has said that it holds.
     */
    @ConfigMapping(prefix = "ledger.security")
    interface Contact {
        /** A mail address as {@code mailto:}, a page as {@code https:}, or a telephone number as {@code tel:}. */
        Optional<URI> contact();

        /** The last day on which the contact holds ({@code LEDGER_SECURITY_EXPIRES}); less than a year ahead. */
        Optional<LocalDate> expires();

        /** The page of the policy of disclosure ({@code LEDGER_SECURITY_POLICY}). */
        Optional<URI> policy();
    }

    SecurityText(Contact contact, String base, Clock clock) {
        this.contact = contact;
        this.base = base;
        this.clock = clock;
    }

    /**
     * What is wrong with what is set, so that it is said when the service starts; empty where nothing is. A day that has
     * passed is not wrong: it takes the contact away, and nothing else.
     */
    Optional<String> mistake() {
        if (contact.contact().isEmpty()) {
            return contact.expires().isPresent() || contact.policy().isPresent()
                    ? Optional.of(
                            "LEDGER_SECURITY_CONTACT is not set, and without a contact there is nothing to expire")
                    : Optional.empty();
        }
        String scheme = contact.contact().get().getScheme();
        if (scheme == null || !scheme.matches("mailto|https|tel")) {
            return Optional.of("LEDGER_SECURITY_CONTACT is an address that begins with mailto:, https: or tel:");
        }
        if (contact.expires().isEmpty()) {
            return Optional.of("LEDGER_SECURITY_CONTACT needs LEDGER_SECURITY_EXPIRES, the last day on which it holds");
        }
        return contact.expires().get().isAfter(today().plusDays(MOST_DAYS_AHEAD - 1))
                ? Optional.of("LEDGER_SECURITY_EXPIRES is " + contact.expires().get()
                        + "; it is less than a year ahead, so that somebody looks at the contact once a year")
                : Optional.empty();
    }

    /** Whether a contact is set that has expired. */
    boolean isExpired() {
        return contact.contact().isPresent()
                && contact.expires().filter(day -> !day.isBefore(today())).isEmpty();
    }

    /** The document; a problem where no contact holds. */
    String text() {
        if (contact.contact().isEmpty() || isExpired()) {
            throw Problem.of(ProblemCode.NOT_FOUND, "who runs this service names no contact for security")
                    .hint(
                            "who runs it sets LEDGER_SECURITY_CONTACT and LEDGER_SECURITY_EXPIRES: docs/configuration.md");
        }
        var text = new StringBuilder();
        text.append("Contact: ").append(contact.contact().get()).append('\n');
        text.append("Expires: ").append(contact.expires().orElseThrow()).append("T23:59:59Z\n");
        text.append("Preferred-Languages: en\n");
        text.append("Canonical: ").append(base).append(PATH).append('\n');
        contact.policy()
                .ifPresent(policy -> text.append("Policy: ").append(policy).append('\n'));
        return text.toString();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
