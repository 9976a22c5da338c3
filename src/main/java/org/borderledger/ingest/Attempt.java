package org.borderledger.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way in: collects what it states and what is odd about it. Anything graver than a warning keeps all of it
 * out.
 */
public final class Attempt {
    /** After so many errors the file is plainly something else, and reading stops. */
    private static final int ENOUGH_ERRORS = 50;

    private final SourceFile file;
    private final String format;
    private final SeriesCatalogue catalogue;
    private final FormatReader.Given given;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Publication.Coverage> coverage = new ArrayList<>();
    private int errors;
    private @Nullable Description description;
    private @Nullable IssueDate issueDateOfFile;
    private @Nullable Publication whole;

    /**
     * What the importer knows of its format's releases.
     *
     * @param via what the file is, where it is a copy that the publisher did not make; null where it is the publisher's own
     */
    public record Description(
            String publisher,
            String title,
            ReleaseKind kind,
            String url,
            @Nullable String via,
            String licence) {

        /** A file that the publisher made. */
        public Description(String publisher, String title, ReleaseKind kind, String url, String licence) {
            this(publisher, title, kind, url, null, licence);
        }
    }

    /** Reading stopped because there was nothing to be gained by going on. */
    public static final class Hopeless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Hopeless() {
            super("too many errors", null, false, false);
        }
    }

    Attempt(SourceFile file, String format, SeriesCatalogue catalogue, FormatReader.Given given) {
        this.file = file;
        this.format = format;
        this.catalogue = catalogue;
        this.given = given;
    }

    public Series series(String id) {
        return catalogue.get(id);
    }

    public void note(String place, String found, String expected) {
        findings.add(new Finding(Finding.Level.NOTE, place, found, expected));
    }

    public void warning(String place, String found, String expected) {
        findings.add(new Finding(Finding.Level.WARNING, place, found, expected));
    }

    /**
     * Something that keeps the file out.
     *
     * @throws Hopeless after 50 of them
     */
    public void error(String place, String found, String expected) {
        findings.add(new Finding(Finding.Level.ERROR, place, found, expected));
        if (++errors >= ENOUGH_ERRORS) {
            throw new Hopeless();
        }
    }

    /** Says what kind of release the file is. */
    public void describe(Description release) {
        this.description = release;
    }

    /** The issue date that the file itself carries. */
    public void issued(IssueDate issued) {
        this.issueDateOfFile = issued;
    }

    /** When the release was issued: as the caller says, else as the file does; empty while neither has. */
    public Optional<IssueDate> issueDate() {
        return Optional.ofNullable(given.issued()).or(() -> Optional.ofNullable(issueDateOfFile));
    }

    /** One figure that the file states. */
    public void offer(Draft draft) {
        drafts.add(draft);
    }

    /** The release that the file is, where the file says all of it itself; its bytes are this file's. */
    public void offer(Publication release) {
        whole = release;
        issueDateOfFile = release.issued();
    }

    /** What reads the claims of a file. */
    public LedgerFile claims() {
        return LedgerFile.ofClaims(catalogue);
    }

    /** The file is the whole of the series between these days, both inclusive. */
    public void coversCompletely(String series, LocalDate from, LocalDate to) {
        coverage.add(Publication.Coverage.complete(series, from, to));
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What was collected as a release; empty where an error keeps the file out. */
    Optional<Publication> publication() {
        IssueDate issued = issueDate().orElse(null);
        // a file that says nothing of itself has said why already
        if (issued == null && description != null) {
            error(file.name(), "no issue date in the file", "one, or --issued with the day on which it was published");
        }
        if (whole == null && drafts.isEmpty() && errors == 0) {
            error(file.name(), "no figures", "at least one");
        }
        if (errors > 0 || issued == null) {
            return Optional.empty();
        }
        String edition = given.edition() == null ? file.edition().orElse(null) : given.edition();
        if (whole != null) {
            return Optional.of(whole.from(file.sha256(), issued, edition == null ? whole.edition() : edition));
        }
        if (description == null) {
            return Optional.empty();
        }
        String day = London.dayOf(issued.instant()).toString();
        return Optional.of(new Publication(
                format + "-" + day + "-" + file.shortDigest(),
                format,
                description.publisher(),
                description.title(),
                description.kind(),
                description.url(),
                description.via(),
                issued,
                edition,
                null,
                file.sha256(),
                description.licence(),
                null,
                edition == null ? ChangeKind.SCHEDULED : ChangeKind.CORRECTION,
                coverage,
                drafts));
    }
}
