package org.borderledger.claim;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.borderledger.claim.Enquiry.Held;
import org.borderledger.claim.Found.Basis;
import org.borderledger.computation.Calendar;
import org.borderledger.figure.Wording;
import org.borderledger.ledger.ClaimDraft.Query;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.borderledger.ledger.Series;
import org.borderledger.period.London;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Holds claims against the ledger. A review is a function of the claim and of the ledger at a revision, so it is always up
 * to date, and what it was at an earlier revision can be asked at any time.
 */
@ApplicationScoped
class Reviewer {
    /** Cut-offs so near to the one that is asked for are tried as the reason of a difference. */
    private static final int DAYS_NEARBY = 7;
    /** A year to date of fewer days is not taken for twelve months by anybody. */
    private static final int LEAST_DAYS_OF_A_YEAR_TO_DATE = 28;
    /** What a dimension of this name tells apart is what is counted; other dimensions say where and by whom. */
    private static final String WHAT_IS_COUNTED = "item";

    private static final int MOST_KEPT = 20_000;

    private final Enquiry enquiry;
    /** Reviews never change for a revision of their datasets, so that keeping them is no state. */
    private final Cache<Key, Review> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    Reviewer(Enquiry enquiry) {
        this.enquiry = enquiry;
    }

    private record Key(Claimed claimed, int revision) {}

    /** The review of a claim on record after a revision, with what editors had said by then. */
    Reviewed review(Claim claim, int revision, Opinions opinions) {
        return Reviewed.of(review(claim.claimed(), revision), opinions.of(claim, revision));
    }

    /** The review of a claim after a revision of the ledger. */
    Review review(Claimed claimed, int revision) {
        Stated stated = claimed.stated();
        if (stated == null) {
            return Review.OF_WORDS;
        }
        Query question = claimed.question();
        if (question == null) {
            return new Verdict(Relation.UNSUPPORTED)
                    .says("No published series answers it.")
                    .review(null, null);
        }
        Query nearest = claimed.nearest();
        int ofDatasets = enquiry.revisionOf(question, revision);
        if (nearest != null) {
            // it may be of another dataset, and what neither of the two changed since is the same
            ofDatasets = Math.max(ofDatasets, enquiry.revisionOf(nearest, revision));
        }
        var key = new Key(claimed, ofDatasets);
        return kept.get(key, asked -> compute(claimed, stated, question, key.revision()));
    }

    private Review compute(Claimed claimed, Stated stated, Query question, int revision) {
        Held held = enquiry.asSaid(question, claimed.on(), stated, revision);
        Found said = held.found();
        if (said != null) {
            var verdict = new Verdict(Relation.AGREES);
            new Judgement(claimed, stated, question, said, revision, verdict.warnsOfCut(held)).pass();
            return finish(verdict, claimed, stated, question, said, revision);
        }
        Query nearest = claimed.nearest();
        Held near = nearest == null ? null : enquiry.asSaid(nearest, claimed.on(), stated, revision);
        if (nearest == null || near == null || near.found() == null) {
            return new Verdict(Relation.UNSUPPORTED)
                    .says("Nothing is published for what it states.")
                    .warnsOfCut(held)
                    .review(null, null);
        }
        Found other = near.found();
        var verdict = new Verdict(Relation.DIFFERS)
                .says("Nothing is published for what it states; what comes nearest is " + other.inWords() + ".")
                .warnsOfCut(near);
        compare(question, nearest, other.period(), verdict);
        return finish(verdict, claimed, stated, nearest, other, revision);
    }

    /** In what the nearest question differs from the one that the claim asks. */
    private void compare(Query asked, Query nearest, Period period, Verdict verdict) {
        Set<String> names = new TreeSet<>(asked.codes().keySet());
        names.addAll(nearest.codes().keySet());
        List<String> different = names.stream()
                .filter(name ->
                        !Objects.equals(asked.codes().get(name), nearest.codes().get(name)))
                .toList();
        if (!asked.measure().equals(nearest.measure()) || different.contains(WHAT_IS_COUNTED)) {
            verdict.because(Reason.UNIT);
        }
        if (different.stream().anyMatch(name -> !name.equals(WHAT_IS_COUNTED))) {
            verdict.because(Reason.COVERAGE);
        }
        if (!asked.series().equals(nearest.series())) {
            verdict.because(Reason.SOURCE_SYSTEM);
        }
        if (!asked.from().equals(period.start())) {
            verdict.because(Reason.PERIOD);
        } else if (asked.to() != null && !asked.to().equals(period.end())) {
            verdict.because(Reason.AS_OF);
        }
    }

    private Review finish(Verdict verdict, Claimed claimed, Stated stated, Query question, Found said, int revision) {
        Found now = enquiry.find(question, said.period(), stated, Basis.NOW, null, revision)
                .orElse(null);
        Instant asOf = said.asOf();
        if (said.basis() == Basis.EARLIEST_HELD && asOf != null) {
            verdict.warns("No edition known by " + Wording.day(claimed.on())
                    + " is held that answers; asSaid is of the earliest that does, of "
                    + Wording.day(London.dayOf(asOf)) + ".");
        }
        if (!said.isWhole()) {
            verdict.warns("Not all days from " + Wording.days(said.period()) + " are published.");
        }
        if (now == null) {
            verdict.warns("What asSaid shows is not on record any more: it was withdrawn or retracted.");
        } else if (!now.inWords().equals(said.inWords())) {
            verdict.warns("Known now: " + now.inWords() + ".");
        }
        twelveMonths(question, stated, said, revision)
                .ifPresent(year -> verdict.warns(Wording.days(said.period())
                        + " is a year to date and not twelve months: those to "
                        + Wording.day(said.period().end())
                        + " are " + amount(year) + "."));
        return verdict.review(said, now);
    }

    /** The twelve months to the same day, where a claim is of a year to date; empty where it is not, or they are not held. */
    private Optional<Found> twelveMonths(Query question, Stated stated, Found said, int revision) {
        Period period = said.period();
        boolean isYearToDate = period.start().getDayOfYear() == 1
                && period.start().getYear() == period.end().getYear()
                && period.days() >= LEAST_DAYS_OF_A_YEAR_TO_DATE
                && !(period.end().getMonth() == Month.DECEMBER && period.end().getDayOfMonth() == 31);
        if (!isYearToDate || Calendar.of(enquiry.series(question)).isEmpty()) {
            return Optional.empty();
        }
        return enquiry.find(question, twelveMonthsTo(period.end()), stated, said.basis(), said.asOf(), revision)
                .filter(year -> year.value() != null && year.isWhole());
    }

    private static Period twelveMonthsTo(LocalDate day) {
        return new Period(day.minusYears(1).plusDays(1), day);
    }

    private static String amount(Found found) {
        return found.value() == null
                ? "no sum"
                : Found.number(found.value(), found.high(), found.qualifier(), found.measure(), found.unit());
    }

    /** One claim held against one found. */
    private final class Judgement {
        private final Claimed claimed;
        private final Stated stated;
        private final Query question;
        private final Found said;
        private final int revision;
        private final Verdict verdict;

        Judgement(Claimed claimed, Stated stated, Query question, Found said, int revision, Verdict verdict) {
            this.claimed = claimed;
            this.stated = stated;
            this.question = question;
            this.said = said;
            this.revision = revision;
            this.verdict = verdict;
        }

        void pass() {
            Series series = enquiry.series(question);
            verdict.says(
                    "The record shows " + said.inWords() + " (" + series.publisher() + ": " + series.title() + ").");
            if (said.value() == null) {
                verdict.relation(Relation.NOT_COMPARABLE).says("The figures do not add up: " + said.reason() + ".");
                return;
            }
            if (!stated.isIn(said.unit())) {
                boolean currencies =
                        stated.unit() != null && Stated.isCurrency(stated.unit()) && Stated.isCurrency(said.unit());
                verdict.relation(Relation.DIFFERS)
                        .because(currencies ? Reason.CURRENCY : Reason.UNIT)
                        .says("The claim is in " + stated.unit() + " and the record in " + said.unit()
                                + (currencies ? "; nothing is converted." : "."));
                return;
            }
            Match match = Match.of(stated, said.value(), said.high(), said.qualifier());
            if (match != Match.AGREES && !said.isWhole()) {
                verdict.relation(Relation.DIFFERS)
                        .because(Reason.COVERAGE)
                        .says("The record does not have all the days.");
                return;
            }
            switch (match) {
                case AGREES -> verdict.relation(Relation.AGREES);
                case ROUNDS_TO ->
                    verdict.relation(Relation.ROUNDS_TO)
                            .because(Reason.ROUNDING)
                            .says("The claim is the same number, rounded or bounded in other words.");
                case LEFT_OPEN ->
                    verdict.relation(Relation.NOT_COMPARABLE)
                            .because(Reason.ROUNDING)
                            .says("What is on record neither confirms the number nor rules it out.");
                case CONFLICTS -> explain();
            }
        }

        /** Looks for what the number would be right of; only exact numbers are looked for, others would be found anywhere. */
        private void explain() {
            Optional<Explanation> found = stated.qualifier() == Qualifier.EXACT
                    ? Stream.<Supplier<Optional<Explanation>>>of(
                                    this::ofAnotherEdition,
                                    this::ofAnotherCutOff,
                                    this::ofAnotherPeriod,
                                    this::ofAnotherMeasure,
                                    this::ofAnotherSeries)
                            .flatMap(each -> each.get().stream())
                            .findFirst()
                    : Optional.empty();
            if (found.isPresent()) {
                verdict.relation(Relation.DIFFERS)
                        .because(found.get().reason())
                        .says("The claim's " + Wording.number(stated.value()) + " "
                                + found.get().is() + ".");
                return;
            }
            verdict.relation(Relation.CONFLICTS);
            if (said.value() != null && Match.isSlip(stated.value(), said.value())) {
                verdict.because(Reason.TRANSCRIPTION)
                        .says("The two numbers are a slip apart: " + Wording.number(stated.value()) + " and "
                                + Wording.number(said.value()) + ".");
            }
        }

        private Optional<Explanation> ofAnotherEdition() {
            List<Instant> turns = enquiry.turns(question, claimed.on(), revision);
            long most = Enquiry.editionsWithin(said);
            if (turns.size() > most) {
                verdict.warns(
                        "Only the first " + most + " of " + turns.size() + " editions were tried for the number.");
            }
            return turns.stream()
                    .limit(most)
                    .flatMap(turn ->
                            enquiry.find(question, said.period(), stated, Basis.EARLIEST_HELD, turn, revision).stream())
                    .filter(this::isTheNumber)
                    .findFirst()
                    .map(edition -> new Explanation(
                            Reason.VINTAGE,
                            "is what was published by "
                                    + Wording.day(London.dayOf(Objects.requireNonNull(edition.asOf())))));
        }

        private Optional<Explanation> ofAnotherCutOff() {
            Period period = said.period();
            var further = new Period(period.start(), period.end().plusDays(DAYS_NEARBY));
            return enquiry.cuts(question, further, said.asOf(), revision).stream()
                    .filter(cut -> !cut.to().isBefore(period.end().minusDays(DAYS_NEARBY)))
                    .filter(cut -> cut.value().compareTo(stated.value()) == 0)
                    .findFirst()
                    .map(cut -> new Explanation(Reason.AS_OF, "is the sum to another day, " + Wording.day(cut.to())));
        }

        private Optional<Explanation> ofAnotherPeriod() {
            LocalDate end = said.period().end();
            int financialYear = end.getMonthValue() >= 4 ? end.getYear() : end.getYear() - 1;
            return Stream.of(
                            twelveMonthsTo(end),
                            new Period(LocalDate.of(end.getYear(), 1, 1), end),
                            new Period(LocalDate.of(financialYear, 4, 1), end),
                            Period.year(said.period().start().getYear()))
                    .filter(Predicate.not(said.period()::equals))
                    .flatMap(period ->
                            enquiry.find(question, period, stated, said.basis(), said.asOf(), revision).stream())
                    .filter(this::isTheNumber)
                    .findFirst()
                    .map(other ->
                            new Explanation(Reason.PERIOD, "is that of other days, " + Wording.days(other.period())));
        }

        private Optional<Explanation> ofAnotherMeasure() {
            return enquiry.series(question).measures().stream()
                    .filter(Predicate.not(question.measure()::equals))
                    .flatMap(
                            measure -> found(new Query(
                                            question.series(),
                                            measure,
                                            question.codes(),
                                            question.from(),
                                            question.to()))
                                    .stream())
                    .filter(this::isTheNumber)
                    .findFirst()
                    .map(other -> new Explanation(Reason.UNIT, "is that of " + Wording.spaced(other.measure())));
        }

        private Optional<Explanation> ofAnotherSeries() {
            Series series = enquiry.series(question);
            return series.notComparableWith().stream()
                    .filter(other -> enquiry.has(other.series(), question))
                    .flatMap(other -> found(enquiry.as(question, other.series())).stream()
                            .filter(this::isTheNumber)
                            .map(same -> new Explanation(
                                    Reason.SOURCE_SYSTEM,
                                    "is that of " + other.series() + ": "
                                            + other.reason().replaceFirst("[.]$", ""))))
                    .findFirst();
        }

        private Optional<Found> found(Query other) {
            return enquiry.find(other, said.period(), stated, said.basis(), said.asOf(), revision);
        }

        private boolean isTheNumber(Found found) {
            return found.value() != null
                    && found.qualifier() == Qualifier.EXACT
                    && found.value().compareTo(stated.value()) == 0;
        }
    }

    /** What a number is right of, in words behind "The claim's 17,817". */
    private record Explanation(Reason reason, String is) {}

    /** A review on its way. */
    private static final class Verdict {
        private Relation relation;
        private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        private final List<String> sentences = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Verdict(Relation relation) {
            this.relation = relation;
        }

        Verdict relation(Relation other) {
            relation = other;
            return this;
        }

        Verdict because(Reason reason) {
            reasons.add(reason);
            return this;
        }

        Verdict says(String sentence) {
            sentences.add(sentence);
            return this;
        }

        Verdict warns(String warning) {
            warnings.add(warning);
            return this;
        }

        /** That an edition which answers for all days may not have been looked at. */
        Verdict warnsOfCut(Held held) {
            return held.isCut()
                    ? warns("Only the first " + held.tried() + " of " + held.editions()
                            + " later editions were tried for all the days.")
                    : this;
        }

        Review review(@Nullable Found asSaid, @Nullable Found now) {
            return new Review(relation, List.copyOf(reasons), String.join(" ", sentences), warnings, asSaid, now);
        }
    }
}
