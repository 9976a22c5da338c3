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
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Release;
import org.jspecify.annotations.Nullable;

/**
 * What every figure has, whatever its dataset: its key and period, how firm it is, where it was read, and the rectangle
 * of the two clocks in which it stands. Read only; the ledger package writes.
 */
@MappedSuperclass
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and queries use them by name
public abstract class Figure {
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
    private int revisionFrom;
    private int revisionTo;

    protected Figure() {}

    /** The value of one of the dataset's own columns, for sorting. */
    protected abstract @Nullable Object own(String column);

    /** The value by which {@code attribute} sorts; the attribute is one that the dataset declares as sortable. */
    @Nullable Object sortValue(String attribute) {
        return switch (attribute) {
            case "key" -> key;
            case "series" -> series;
            case "periodStart" -> periodStart;
            case "periodEnd" -> periodEnd;
            case "status" -> status;
            case "qualifier" -> qualifier;
            case "valueHigh" -> valueHigh;
            case "issuedFrom" -> issuedFrom;
            case "revisionFrom" -> revisionFrom;
            default -> own(attribute);
        };
    }

    public String key() {
        return key;
    }

    public String series() {
        return series;
    }

    public LocalDate periodStart() {
        return periodStart;
    }

    public LocalDate periodEnd() {
        return periodEnd;
    }

    public String status() {
        return status.name();
    }

    public @Nullable String measureStatus() {
        return measureStatus;
    }

    public boolean revised() {
        return revised;
    }

    public @Nullable String publisherFlag() {
        return publisherFlag;
    }

    public String qualifier() {
        return qualifier;
    }

    public @Nullable BigDecimal valueHigh() {
        return valueHigh;
    }

    public @Nullable String originalText() {
        return originalText;
    }

    public boolean withdrawn() {
        return withdrawn;
    }

    public Release release() {
        return release;
    }

    public @Nullable String locator() {
        return locator;
    }

    /** From when on the public could know this value. */
    public Instant validFrom() {
        return issuedFrom;
    }

    Instant validUntil() {
        return issuedTo;
    }

    Long id() {
        return id;
    }

    /** From when on it was another value, or null while it stands. */
    public @Nullable Instant validTo() {
        return issuedTo.equals(Ledger.STILL) ? null : issuedTo;
    }

    /** The revision of the ledger that made this row. */
    public int revision() {
        return revisionFrom;
    }
}
