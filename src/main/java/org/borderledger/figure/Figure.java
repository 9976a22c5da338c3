package org.borderledger.figure;

import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Release;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * What every figure has, whatever its dataset: its key and period, how firm it is, where it was read, and the rectangle
 * of the two clocks in which it stands. Read only; the ledger package writes.
 */
@MappedSuperclass
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and queries use them by name
public abstract class Figure {
    static final String VALID_TO = "nullif(issued_to, '9999-12-31 00:00:00+00')";
    static final String STILL_STANDS = "issued_to = '9999-12-31 00:00:00+00'";

    @Id
    private Long id;

    private String key;
    private String series;
    private LocalDate periodStart;
    private LocalDate periodEnd;

    @Enumerated(EnumType.STRING)
    private ObservationStatus status;

    private @Nullable String measureStatus;
    private boolean revised;
    private @Nullable String publisherFlag;
    private String qualifier;
    private @Nullable BigDecimal valueHigh;
    private @Nullable String originalText;
    private boolean withdrawn;
    private byte @Nullable [] valueHash;

    @ManyToOne(fetch = FetchType.LAZY)
    private Release release;

    private @Nullable String locator;
    private Instant issuedFrom;
    private Instant issuedTo;

    /** The same as {@code issuedTo}, null while the value stands, so that it sorts last as nulls do. */
    @Formula(VALID_TO)
    private @Nullable Instant validTo;

    /** Whether {@code issuedTo} is open, in the words of the indexes of current rows. */
    @Formula("(" + STILL_STANDS + ")")
    private boolean stillStands;

    private int revisionFrom;
    private int revisionTo;

    protected Figure() {}
}
