package org.borderledger.claim;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.borderledger.ledger.ClaimDraft.Query;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Release;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What somebody said, as it appears in one release. Never changed. */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
class Claim {
    private static final String STATED = "stated";
    private static final String NEAREST = "nearest";

    @Id
    private Integer id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Release release;

    private String code;
    private int number;
    private String statement;
    private String speaker;
    private String speakerKind;
    private LocalDate statedOn;
    private String locator;
    private @Nullable BigDecimal value;
    private @Nullable BigDecimal valueHigh;
    private @Nullable String qualifier;
    private @Nullable String unit;

    @ElementCollection
    @CollectionTable(name = "claim_query", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderBy("kind")
    @BatchSize(size = 100)
    private List<Asks> queries;

    protected Claim() {}

    /** The lasting identifier, the same in every release in which the claim appears. */
    String code() {
        return code;
    }

    Release release() {
        return release;
    }

    /** Its place in the release, from 1. */
    int number() {
        return number;
    }

    String statement() {
        return statement;
    }

    String speaker() {
        return speaker;
    }

    String speakerKind() {
        return speakerKind;
    }

    LocalDate statedOn() {
        return statedOn;
    }

    String locator() {
        return locator;
    }

    /** The number that it states, if it does. */
    Optional<Stated> stated() {
        return value == null || qualifier == null
                ? Optional.empty()
                : Optional.of(new Stated(
                        value.stripTrailingZeros(),
                        valueHigh == null ? null : valueHigh.stripTrailingZeros(),
                        Qualifier.find(qualifier).orElseThrow(),
                        unit));
    }

    /** What it asks of the ledger. */
    Optional<Query> question() {
        return query(STATED);
    }

    /** What it is compared with where nothing is published for that. */
    Optional<Query> nearest() {
        return query(NEAREST);
    }

    /** All that it asks of the ledger or is compared with. */
    Stream<Query> queries() {
        return queries.stream().map(Asks::question);
    }

    private Optional<Query> query(String kind) {
        return queries.stream()
                .filter(query -> query.kind.equals(kind))
                .map(Asks::question)
                .findFirst();
    }

    Claimed claimed() {
        return new Claimed(
                statedOn,
                stated().orElse(null),
                question().orElse(null),
                nearest().orElse(null));
    }

    /** A question of the claim, as the database keeps it. */
    @Embeddable
    @SuppressWarnings("NullAway.Init")
    static class Asks {
        private String kind;
        private String series;
        private String measure;
        private String codes;
        private LocalDate periodStart;
        private @Nullable LocalDate periodEnd;

        protected Asks() {}

        private Query question() {
            return new Query(series, measure, Query.codes(codes), periodStart, periodEnd);
        }
    }
}
