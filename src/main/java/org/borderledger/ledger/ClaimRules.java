package org.borderledger.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** What must hold for claims, and for what an editor says of them. */
final class ClaimRules {
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_ID = 60;
    private static final int LONGEST_STATEMENT = 400;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_NOTE = 1_000;
    private static final int MOST_DIGITS = 24;
    private static final int MOST_DECIMALS = 6;

    /** What speaks in words. A table of statistics states figures. */
    private static final Set<ReleaseKind> KINDS = EnumSet.of(
            ReleaseKind.NEWS_ARTICLE,
            ReleaseKind.PRESS_RELEASE,
            ReleaseKind.MINISTERIAL_STATEMENT,
            ReleaseKind.PARLIAMENTARY_ANSWER,
            ReleaseKind.DECLARATION);

    private final SeriesCatalogue catalogue;

    ClaimRules(SeriesCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @throws Ledger.Refused when a rule is broken */
    void check(Publication publication) {
        if (publication.claims().isEmpty()) {
            return;
        }
        if (!KINDS.contains(publication.kind())) {
            throw new Ledger.Refused("a release of kind " + publication.kind().code() + " has no claims; only "
                    + String.join(", ", KINDS.stream().map(ReleaseKind::code).toList())
                    + " have");
        }
        if (!KEBAB_CASE.matcher(publication.id()).matches()) {
            throw new Ledger.Refused("a release with claims has an id in kebab-case, such as lbc-2025-06-26");
        }
        checkWords("the release's publisher", publication.publisher(), LONGEST_STATEMENT);
        checkWords("the release's title", publication.title(), LONGEST_STATEMENT);
        checkWords("the release's url", publication.url(), LONGEST_NOTE);
        checkWords("the release's via", publication.via(), LONGEST_STATEMENT);
        checkWords("the release's edition", publication.edition(), LONGEST_NAME);
        checkWords("the release's licence", publication.licence(), LONGEST_NAME);
        checkWords("the release's versionOf", publication.versionOf(), LONGEST_STATEMENT);
        LocalDate issued = London.dayOf(publication.issued().instant());
        checkDay("the release's issue date", issued);
        Set<String> ids = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (ClaimDraft claim : publication.claims()) {
            check(claim, issued);
            if (!ids.add(claim.id())) {
                throw refused(claim, "is in the release twice");
            }
            if (!numbers.add(claim.number())) {
                throw refused(claim, "has the number of another claim, " + claim.number());
            }
        }
    }

    private void check(ClaimDraft claim, LocalDate issued) {
        if (claim.id().length() > LONGEST_ID || !KEBAB_CASE.matcher(claim.id()).matches()) {
            throw new Ledger.Refused("the id of claim number " + claim.number()
                    + " is not in kebab-case, such as lbc-01, or longer than " + LONGEST_ID + " characters");
        }
        if (claim.number() < 1) {
            throw refused(claim, "has number " + claim.number() + "; the first of a release is 1");
        }
        String of = "of claim " + claim.id();
        checkWords("the statement " + of, claim.statement(), LONGEST_STATEMENT);
        checkWords("the speaker " + of, claim.speaker(), LONGEST_NAME);
        checkWords("the locator " + of, claim.locator(), LONGEST_NAME);
        checkWords("the unit " + of, claim.unit(), LONGEST_NAME);
        checkDay("the day " + of, claim.statedOn());
        if (claim.statedOn().isAfter(issued)) {
            throw refused(claim, "was made on " + claim.statedOn() + ", after its release was issued, on " + issued);
        }
        checkNumber(claim);
        if (claim.stated() != null) {
            check(claim, claim.stated(), "stated");
        }
        if (claim.nearest() != null) {
            if (claim.stated() == null) {
                throw refused(claim, "has a nearest query without the stated one that it stands in for");
            }
            check(claim, claim.nearest(), "nearest");
        }
        if (claim.opinion() != null) {
            check(claim.id(), claim.value() != null, claim.opinion());
        }
    }

    private static void checkNumber(ClaimDraft claim) {
        BigDecimal value = claim.value();
        BigDecimal high = claim.valueHigh();
        Qualifier qualifier = claim.qualifier();
        if (value == null || qualifier == null) {
            if (value != null || qualifier != null) {
                throw refused(claim, "has a value exactly where it has a qualifier");
            }
            if (high != null || claim.unit() != null || claim.stated() != null || claim.nearest() != null) {
                throw refused(claim, "has a valueHigh, a unit or a query, and no value");
            }
            return;
        }
        checkDigits(claim, value);
        if (high != null) {
            checkDigits(claim, high);
            if (qualifier != Qualifier.BETWEEN && qualifier != Qualifier.ORDER_OF) {
                throw refused(claim, "has a valueHigh, which only between and order-of have");
            }
            if (high.compareTo(value) <= 0) {
                throw refused(claim, "has a valueHigh that is not above its value");
            }
        } else if (qualifier == Qualifier.BETWEEN) {
            throw refused(claim, "is between its value and a valueHigh that it has not");
        }
    }

    private static void checkDigits(ClaimDraft claim, BigDecimal number) {
        if (number.signum() < 0) {
            throw refused(claim, "has a value below zero");
        }
        if (number.precision() > MOST_DIGITS || number.scale() > MOST_DECIMALS) {
            throw refused(
                    claim,
                    "has a value of more than " + MOST_DIGITS + " digits, or more than " + MOST_DECIMALS + " decimals");
        }
    }

    private void check(ClaimDraft claim, ClaimDraft.Query query, String kind) {
        Series series = catalogue
                .find(query.series())
                .orElseThrow(() -> refused(
                        claim,
                        "has a " + kind + " query of a series that there is not; /v1/series lists those there are"));
        if (!series.measures().contains(query.measure())) {
            throw refused(
                    claim,
                    "has a " + kind + " query of a measure that " + series.id() + " has not: " + series.measures());
        }
        query.codes().forEach((dimension, code) -> {
            if (!series.dimensions().containsKey(dimension)) {
                throw refused(
                        claim,
                        "has a " + kind + " query by a dimension that " + series.id() + " has not: "
                                + series.dimensions().keySet());
            }
            if (!series.takes(dimension, code)) {
                throw refused(
                        claim,
                        "has a " + kind + " query by a code of " + dimension + " that " + series.id()
                                + " does not declare: "
                                + series.codes(dimension).keySet());
            }
        });
        checkDay("the " + kind + " query of claim " + claim.id(), query.from());
        if (query.to() != null) {
            checkDay("the " + kind + " query of claim " + claim.id(), query.to());
            if (query.to().isBefore(query.from())) {
                throw refused(claim, "has a " + kind + " query that ends before it begins");
            }
        }
    }

    /**
     * Checks what an editor says of a claim.
     *
     * @param hasNumber whether the claim has one, so that its relation is computed
     * @throws Ledger.Refused when a rule is broken
     */
    static void check(String claim, boolean hasNumber, ClaimDraft.Opinion opinion) {
        if (hasNumber && opinion.relation() != null) {
            throw new Ledger.Refused("claim " + claim + " has a number, so its relation is computed;"
                    + " an editor gives reasons and a note");
        }
        if (!hasNumber && opinion.relation() == null) {
            throw new Ledger.Refused("claim " + claim + " has no number, so its relation is an editor's: one of "
                    + String.join(", ", Relation.codes()));
        }
        checkWords("the note on claim " + claim, opinion.note(), LONGEST_NOTE);
        checkWords("the reviewer of claim " + claim, opinion.reviewer(), LONGEST_NAME);
    }

    private static void checkDay(String what, LocalDate day) {
        Period all = Period.between(null, null);
        if (day.isBefore(all.start()) || day.isAfter(all.end())) {
            throw new Ledger.Refused(what + " lies outside the years from "
                    + all.start().getYear() + " to " + all.end().getYear());
        }
    }

    /** Words that are there have letters, and none that a line or a database cannot hold. */
    private static void checkWords(String what, @Nullable String words, int longest) {
        if (words == null) {
            return;
        }
        if (words.isBlank() || words.codePointCount(0, words.length()) > longest) {
            throw new Ledger.Refused(what + " is empty or longer than " + longest + " characters");
        }
        if (words.codePoints()
                .anyMatch(
                        letter -> Character.isISOControl(letter) || Character.getType(letter) == Character.SURROGATE)) {
            throw new Ledger.Refused(what + " has a control character or half a character");
        }
    }

    private static Ledger.Refused refused(ClaimDraft claim, String reason) {
        return new Ledger.Refused("claim " + claim.id() + " " + reason);
    }
}
