package org.borderledger.ledger;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One publish into the ledger, or one retraction, correction of our own, redaction or review. */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
public class Revision {
    @Id
    private Integer number;

    private Instant recordedAt;
    private String action;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Release release;

    private @Nullable String reason;
    private byte @Nullable [] digest;

    @ElementCollection
    @CollectionTable(name = "revision_series", joinColumns = @JoinColumn(name = "revision"))
    @OrderBy("series")
    @BatchSize(size = 100)
    private List<Effect> effects;

    protected Revision() {}

    public int number() {
        return number;
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    /** The code of a {@link Ledger.Action}. */
    public String action() {
        return action;
    }

    /** The release that came in or went out; null for a redaction and for a review of a claim. */
    public @Nullable Release release() {
        return release;
    }

    public @Nullable String reason() {
        return reason;
    }

    /** The digest of what it did and of the digest before it, in hexadecimal. */
    public @Nullable String digest() {
        return digest == null ? null : HexFormat.of().formatHex(digest);
    }

    public List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** What a revision did to the figures of one series; the counts are those of {@link Ledger.Counts}. */
    @Embeddable
    @SuppressWarnings("NullAway.Init")
    public static class Effect {
        private String series;
        private String dataset;
        private int added;
        private int revised;
        private int withdrawn;
        private int confirmed;
        private int backdated;

        protected Effect() {}

        public String series() {
            return series;
        }

        public String dataset() {
            return dataset;
        }

        public Ledger.Counts counts() {
            return new Ledger.Counts(added, revised, withdrawn, confirmed, backdated);
        }
    }
}
