package org.borderledger.figure;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Release;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Current figures of one period, added up when they were published. A figure is once in a rollup of all codes together, and
 * once in one of its code of each dimension that its series is rolled up by. Read only; the ledger package writes.
 */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and queries use them by name
@IdClass(Rollup.Key.class)
class Rollup {
    /** In the place of a dimension: all codes together. */
    static final String ALL_CODES = "";

    /** What tells one from all others. */
    record Key(String series, String dimension, LocalDate periodStart, LocalDate periodEnd, String firstKey)
            implements Serializable {}

    @Id
    private String series;

    @Id
    private String dimension;

    @Id
    private LocalDate periodStart;

    @Id
    private LocalDate periodEnd;

    @Id
    private String firstKey;

    private @Nullable String code;
    private @Nullable String unit;
    private boolean plain;

    @Enumerated(EnumType.STRING)
    private ObservationStatus status;

    private String qualifier;

    @ManyToOne(fetch = FetchType.LAZY)
    private Release release;

    private long figures;
    private @Nullable BigDecimal[] sums;
    private @Nullable BigDecimal valueHigh;

    protected Rollup() {}
}
