package org.borderledger.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.DraftSpool;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.RowTally;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.London;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way in: collects what it states and what is odd about it. Anything graver than a warning keeps all of it
 * out.
 */
public final class Attempt implements AutoCloseable {
    /** After so many errors the file is plainly something else, and reading stops. */
    private static final int ENOUGH_ERRORS = 50;
    /** Fewer may all stand at the beginning of a file whose other rows can be read. */
    private static final int QUARANTINED_BEFORE_THE_END = 1_000;
    /** More are nothing that anybody types again, however large the file is and whatever share is allowed. */
    private static final int MOST_QUARANTINED = 10_000;

    private final SourceFile file;
    private final String format;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final FormatReader.Given given;
    private final Findings findings = new Findings();
    private final RowAccount account = new RowAccount();
    private final DraftSpool drafts = new DraftSpool();
    private final Map<String, String> placeByKey = new HashMap<>();
    private final List<Publication.Coverage> coverage = new ArrayList<>();
    private int errors;
    /** The figure that was counted until the latest day. */
    private @Nullable Draft latest;

    private @Nullable Description description;
    private @Nullable IssueDate issueDateOfFile;
    private @Nullable String place;
    private @Nullable Publication whole;

    /**
     * What the importer knows of its format's releases.
     *
     * @param via what the file is, where it is a copy that the publisher did not make; null where it is the publisher's own
     * @param licence null where the file states none and the publisher's terms are not known
     */
    public record Description(
            String publisher,
            String title,
            ReleaseKind kind,
            String url,
            @Nullable String via,
            @Nullable String licence) {

        /** A file that the publisher made. */
        public Description(String publisher, String title, ReleaseKind kind, String url, @Nullable String licence) {
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

    Attempt(
            SourceFile file,
            String format,
            List<Dataset> datasets,
            SeriesCatalogue catalogue,
            FormatReader.Given given) {
        this.file = file;
        this.format = format;
        this.datasets = datasets;
        this.catalogue = catalogue;
        this.given = given;
    }

    public Series series(String id) {
        return catalogue.get(id);
    }

    /** The series that the format may write. */
    public List<Series> writable() {
        return catalogue.list().stream()
                .filter(series -> series.formats().contains(format))
                .toList();
    }

    /** The dataset of a series. */
    public Dataset dataset(Series series) {
        return datasets.stream()
                .filter(dataset -> dataset.name().equals(series.dataset()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such dataset: " + series.dataset()));
    }

    /**
     * The rows of a sheet, each counted as it is handed over. Before it asks for the next one, an importer has said what
     * became of a row: it offered figures, passed the row over, or quarantined it; else the row would be lost unseen, and
     * the file is refused.
     */
    public Iterable<Row> rows(Iterable<Row> rows) {
        return account.of(rows);
    }

    /** The row at hand is known to state no figure: a title, a header, a note, a total, the end of a table. */
    public void passOver() {
        account.mark(RowAccount.Fate.PASSED_OVER);
    }

    /**
     * The row at hand cannot be read: it is kept out, with its words, and the rest of the file may go in.
     *
     * @throws Hopeless after 10,000 of them, and after 1,000 where they are a larger share of the rows so far than is allowed
     */
    public void quarantine(Row row, int column, String found, String expected) {
        checkQuarantined();
        account.mark(RowAccount.Fate.QUARANTINED);
        findings.quarantine(
                row.at(column),
                found,
                expected,
                row.cells().stream().map(Cell::text).collect(Collectors.joining(" | ")));
    }

    /** Quarantines a row that has more cells than its table has columns, and says whether it did. */
    public boolean quarantineWider(Row row, List<String> header) {
        int width = header.size();
        if (row.cells().size() <= width) {
            return false;
        }
        quarantine(row, width, Shown.quote(row.cell(width)), "nothing beyond column " + header.getLast());
        return true;
    }

    /** Stops reading where the file is refused whatever follows: the record of a long one would have no end. */
    private void checkQuarantined() {
        RowTally sofar = account.sofar();
        long data = sofar.quarantined() + sofar.stating();
        if (findings.quarantined() >= MOST_QUARANTINED) {
            error(
                    file.name(),
                    "more than " + MOST_QUARANTINED + " rows that could not be read",
                    "at most that, whatever share of the rows may be so");
            throw new Hopeless();
        }
        if (sofar.quarantined() > QUARANTINED_BEFORE_THE_END && isTooMany(sofar.quarantined(), data)) {
            error(
                    file.name(),
                    sofar.quarantined() + " rows that could not be read, of the first " + data
                            + " that state figures or should",
                    mostQuarantined());
            throw new Hopeless();
        }
    }

    private boolean isTooMany(long quarantined, long data) {
        return quarantined * 100.0 > given.mostQuarantined() * data;
    }

    private String mostQuarantined() {
        return "at most " + given.mostQuarantined() + " % of them; --most-quarantined allows more";
    }

    public void note(String place, String found, String expected) {
        note(place, found, expected, Finding.Level.NOTE.usuallyDone());
    }

    /** Something worth knowing, and what was done about it. */
    public void note(String place, String found, String expected, String done) {
        findings.add(Finding.Level.NOTE, place, found, expected, done);
    }

    public void warning(String place, String found, String expected) {
        warning(place, found, expected, Finding.Level.WARNING.usuallyDone());
    }

    /** Something odd, and what was done about it. */
    public void warning(String place, String found, String expected, String done) {
        findings.add(Finding.Level.WARNING, place, found, expected, done);
    }

    /**
     * Something that keeps the file out.
     *
     * @throws Hopeless after 50 of them
     */
    public void error(String place, String found, String expected) {
        findings.add(Finding.Level.ERROR, place, found, expected, Finding.Level.ERROR.usuallyDone());
        if (++errors >= ENOUGH_ERRORS) {
            throw new Hopeless();
        }
    }

    /** Says what kind of release the file is. */
    public void describe(Description release) {
        this.description = release;
    }

    /**
     * Where the edition stands among those of its instant, such as the last month that it states: for publishers whose
     * files carry no issue date, so that several are known from the day on which they were fetched together.
     */
    public void standsAt(String mark) {
        this.place = mark;
    }

    /** The issue date that the file itself carries. */
    public void issued(IssueDate issued) {
        this.issueDateOfFile = issued;
    }

    /** When the release was issued: as a person says, else as the file does, else as a list of files does. */
    public Optional<IssueDate> issueDate() {
        return Optional.ofNullable(given.issued())
                .or(() -> Optional.ofNullable(issueDateOfFile))
                .or(given::listedIssue);
    }

    /** One figure that the file states. */
    public void offer(Draft draft) {
        account.mark(RowAccount.Fate.STATES);
        drafts.add(draft);
        if (draft.status().isCounted()
                && (latest == null
                        || draft.period().end().isAfter(latest.period().end()))) {
            latest = draft;
        }
    }

    /**
     * One figure that the file states, unless it has stated the same before: that is an error, which names both places.
     * The keys of what was offered so are held in memory.
     *
     * @param place where it stands
     * @param what stands there, such as {@code row}
     * @return whether it was offered
     */
    public boolean offerOnce(Draft draft, String place, String what) {
        String before = placeByKey.putIfAbsent(draft.key(), draft.locator());
        if (before != null) {
            error(place, "a second " + what + " of " + draft.key(), "one, and it stands at " + before);
            return false;
        }
        offer(draft);
        return true;
    }

    /** The row at hand states part of a figure that is offered with its other rows, before or after. */
    public void statesPart() {
        account.mark(RowAccount.Fate.STATES);
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

    /** What reads the figures and claims of a file with one release. */
    public LedgerFile figures() {
        return LedgerFile.ofOneRelease(datasets, catalogue);
    }

    /** The file is the whole of the series between these days, both inclusive. */
    public void coversCompletely(String series, LocalDate from, LocalDate to) {
        coverage.add(Publication.Coverage.complete(series, from, to));
    }

    /** The file speaks of the series, and what it does not state is not withdrawn by it. */
    public void coversPartly(String series) {
        coverage.add(Publication.Coverage.partial(series));
    }

    /** The file is a selection from the series between these days, both inclusive: what it leaves out still stands. */
    public void coversPartly(String series, LocalDate from, LocalDate to) {
        coverage.add(new Publication.Coverage(series, from, to, false));
    }

    public List<Finding> findings() {
        return findings.list();
    }

    /** What became of the rows so far. */
    RowTally tally() {
        return account.tally(whole == null ? drafts.size() : whole.drafts().size());
    }

    /** Says where a list that came with the file tells of another document. */
    private void checkList(IssueDate issued) {
        FormatReader.Listed listed = given.listed();
        if (listed == null) {
            return;
        }
        if (listed.issued() != null
                && !London.dayOf(listed.issued().instant()).equals(London.dayOf(issued.instant()))) {
            note(
                    file.name(),
                    "a file issued on " + London.dayOf(issued.instant()),
                    London.dayOf(listed.issued().instant()) + ", as the list of files has it",
                    "dated as the file says");
        }
        LocalDate from = coverage.stream()
                .map(Publication.Coverage::from)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        LocalDate to = coverage.stream()
                .map(Publication.Coverage::to)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        boolean sameFrom = listed.from() == null || listed.from().equals(from);
        boolean sameTo = listed.to() == null || listed.to().equals(to);
        if (from != null && to != null && !(sameFrom && sameTo)) {
            warning(
                    file.name(),
                    "figures from " + from + " to " + to,
                    listed.from() + " to " + listed.to() + ", as the list of files has it",
                    "the file is taken for what its content says");
        }
    }

    /** No row is lost unseen; a few may be unreadable, and where they are many, it is the file that is. */
    private void checkRows() {
        RowTally tally = tally();
        account.lost()
                .filter(lost -> errors == 0)
                .ifPresent(lost -> error(
                        lost.at(0),
                        "a row of which nothing was read",
                        "figures, or a row that is known to state none"));
        long data = tally.quarantined() + tally.stating();
        if (isTooMany(tally.quarantined(), data)) {
            error(
                    file.name(),
                    tally.quarantined() + " rows that could not be read, of " + data + " that state figures or should",
                    mostQuarantined());
        }
        if (tally.quarantined() > 0 && errors == 0) {
            // What a row would have said is not known, so nothing that it may have stated counts as withdrawn.
            coverage.replaceAll(each -> new Publication.Coverage(each.series(), each.from(), each.to(), false));
        }
    }

    /** What is not over when a file is issued cannot have been counted: the date of one of them is wrong. */
    private void checkEnd(IssueDate issued) {
        LocalDate day = London.dayOf(issued.instant());
        if (latest != null && latest.period().end().isAfter(day)) {
            error(
                    latest.locator(),
                    "a figure of days until " + latest.period().end(),
                    "days that are over on " + day + ", the day of issue; --issued gives another");
        }
    }

    /** Lets go of what was collected, where no release comes of it. */
    @Override
    public void close() {
        drafts.close();
    }

    /** What was collected as a release; empty where an error keeps the file out. */
    Optional<Publication> publication() {
        checkRows();
        IssueDate issued = issueDate().orElse(null);
        // a file that says nothing of itself has said why already
        if (issued == null && description != null) {
            error(file.name(), "no issue date in the file", "one, or --issued with the day on which it was published");
        }
        if (whole == null && drafts.isEmpty() && errors == 0) {
            error(file.name(), "no figures", "at least one");
        }
        if (issued != null && errors == 0) {
            checkEnd(issued);
        }
        if (errors > 0 || issued == null) {
            return Optional.empty();
        }
        String reissue = given.edition() == null ? file.edition().orElse(null) : given.edition();
        String edition = reissue == null ? place : reissue;
        if (whole != null) {
            return Optional.of(whole.from(file.sha256(), issued, edition == null ? whole.edition() : edition));
        }
        if (description == null) {
            return Optional.empty();
        }
        checkList(issued);
        String day = London.dayOf(issued.instant()).toString();
        return Optional.of(new Publication(
                format + "-" + day + "-" + file.shortDigest(),
                format,
                description.publisher(),
                description.title(),
                description.kind(),
                given.listed() == null || given.listed().url() == null
                        ? description.url()
                        : given.listed().url(),
                description.via(),
                issued,
                edition,
                given.listed() == null ? null : given.listed().retrieved(),
                file.sha256(),
                description.licence(),
                null,
                reissue == null ? ChangeKind.SCHEDULED : ChangeKind.CORRECTION,
                coverage,
                drafts));
    }
}
