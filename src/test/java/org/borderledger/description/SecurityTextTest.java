package org.borderledger.description;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecurityTextTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-08-30T12:00:00Z"), ZoneOffset.UTC);

    private record Set(Optional<URI> contact, Optional<LocalDate> expires, Optional<URI> policy)
            implements SecurityText.Contact {}

    private static SecurityText text(@Nullable String contact, @Nullable String expires, @Nullable String policy) {
        return new SecurityText(
                new Set(
                        Optional.ofNullable(contact).map(URI::create),
                        Optional.ofNullable(expires).map(LocalDate::parse),
                        Optional.ofNullable(policy).map(URI::create)),
                "https://ledger.example",
                CLOCK);
    }

    @Test
    void itSaysWhomToTellAndUntilWhen() {
        SecurityText text = text("mailto:security@ledger.example", "2027-08-29", "https://ledger.example/policy");
        assertEquals(Optional.empty(), text.mistake());
        assertEquals("""
                Contact: mailto:security@ledger.example
                Expires: 2027-08-29T23:59:59Z
                Preferred-Languages: en
                Canonical: https://ledger.example/.well-known/security.txt
                Policy: https://ledger.example/policy
                """, text.text());
        assertFalse(
                text("https://ledger.example/report", "2026-08-30", null).text().contains("Policy"));
    }

    @Test
    void withoutAContactThereIsNothing() {
        assertEquals(Optional.empty(), text(null, null, null).mistake());
        assertNothing(text(null, null, null));
    }

    /** An old contact is as bad as an invented one, and takes nothing else down with it. */
    @Test
    void aContactThatHasExpiredIsNoneAndNoMistake() {
        SecurityText expired = text("mailto:security@ledger.example", "2026-08-29", null);
        assertTrue(expired.isExpired());
        assertEquals(Optional.empty(), expired.mistake());
        assertNothing(expired);
        assertFalse(text("mailto:security@ledger.example", "2026-08-30", null).isExpired());
    }

    @Test
    void whatIsSetWronglyIsAMistake() {
        assertMistake("less than a year", text("mailto:a@b.example", "2027-08-30", null));
        assertMistake("LEDGER_SECURITY_EXPIRES", text("mailto:a@b.example", null, null));
        assertMistake("mailto:", text("security@ledger.example", "2027-01-01", null));
        assertMistake("mailto:", text("http://ledger.example", "2027-01-01", null));
        assertMistake("LEDGER_SECURITY_CONTACT is not set", text(null, "2027-01-01", null));
        assertMistake("LEDGER_SECURITY_CONTACT is not set", text(null, null, "https://ledger.example/policy"));
    }

    private static void assertMistake(String words, SecurityText text) {
        assertTrue(text.mistake().orElse("").contains(words), text.mistake()::toString);
    }

    private static void assertNothing(SecurityText text) {
        assertEquals(
                ProblemCode.NOT_FOUND, assertThrows(Problem.class, text::text).code());
    }
}
