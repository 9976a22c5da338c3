package org.borderledger.ledger;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One published document as it stood once. Never changed; a retraction is kept beside it. */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
public class Release {
    @Id
    private Integer id;

    private String code;
    private String format;
    private String publisher;
    private String title;
    private String kind;
    private @Nullable String url;
    private @Nullable String via;
    private Instant issuedAt;
    private String issuedPrecision;
    private String issuedBasis;
    private @Nullable String edition;
    private @Nullable Instant retrievedAt;
    private @Nullable String sha256;
    private @Nullable String licence;
    private @Nullable String versionOf;
    private String changeKind;

    @Column(name = "revision")
    private int recordedIn;

    @ElementCollection
    @CollectionTable(name = "release_series", joinColumns = @JoinColumn(name = "release_id"))
    @OrderBy("series")
    private List<Coverage> coverage;

    protected Release() {}

    /** The identifier that the public sees, such as {@code lbc-2025-06-26}. */
    public String code() {
        return code;
    }

    public Integer id() {
        return id;
    }

    public String format() {
        return format;
    }

    public String publisher() {
        return publisher;
    }

    public String title() {
        return title;
    }

    public String kind() {
        return kind;
    }

    public @Nullable String url() {
        return url;
    }

    /** Where the copy at {@link #url} stands, if that is not the publisher's own address. */
    public @Nullable String via() {
        return via;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    /** The issue date as exactly as it is known. */
    public String issuedText() {
        return IssueDate.text(issuedAt, IssueDate.Precision.valueOf(issuedPrecision.toUpperCase(Locale.ROOT)));
    }

    public String issuedPrecision() {
        return issuedPrecision;
    }

    public String issuedBasis() {
        return issuedBasis;
    }

    public @Nullable String edition() {
        return edition;
    }

    public @Nullable Instant retrievedAt() {
        return retrievedAt;
    }

    public @Nullable String sha256() {
        return sha256;
    }

    public @Nullable String licence() {
        return licence;
    }

    public @Nullable String versionOf() {
        return versionOf;
    }

    public String changeKind() {
        return changeKind;
    }

    /** The revision by which the ledger learnt of the release. */
    public int recordedIn() {
        return recordedIn;
    }

    /** What it covers of each series in it. */
    public List<Coverage> coverage() {
        return List.copyOf(coverage);
    }

    /** What a release covers of one series, and how many figures of it it states. */
    @Embeddable
    @SuppressWarnings("NullAway.Init")
    public static class Coverage {
        private String series;
        private @Nullable LocalDate coversFrom;
        private @Nullable LocalDate coversTo;
        private boolean complete;
        private int stated;

        protected Coverage() {}

        public String series() {
            return series;
        }

        public @Nullable LocalDate from() {
            return coversFrom;
        }

        public @Nullable LocalDate to() {
            return coversTo;
        }

        /** Whether a figure of the span that the release leaves out is withdrawn by it. */
        public boolean complete() {
            return complete;
        }

        public int stated() {
            return stated;
        }
    }
}
