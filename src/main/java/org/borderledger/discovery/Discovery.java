package org.borderledger.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ingest.Shown;
import org.borderledger.ledger.FetchRecord;
import org.borderledger.ledger.FetchRecord.Outcome;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the declared sources for editions that the ledger does not hold, fetches them and imports them, each whole or not
 * at all. What was asked and what came of it is on record, so that the next run asks for what is new only.
 */
public final class Discovery {
    /** The largest catalogue: a collection of a few hundred documents has a few hundred kilobytes. */
    private static final long MOST_BYTES_OF_A_CATALOGUE = 8L * 1024 * 1024;
    /** More documents of one collection are another collection than was meant. */
    private static final int MOST_DOCUMENTS = 300;

    private static final int LONGEST_NAME = 150;
    private static final int MOST_SHOWN = 300;

    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._-]+");

    /** Outcomes after which an address is not fetched again unless its server has another copy. */
    private static final Set<Outcome> SETTLED = EnumSet.of(Outcome.IMPORTED, Outcome.UNCHANGED, Outcome.REFUSED);

    private final List<Source> sources;
    private final Manner manner;
    private final Imports imports;
    private final Ledger ledger;
    private final Clock clock;
    private final Downloader.Pause pause;

    public Discovery(List<Source> sources, Manner manner, Imports imports, Ledger ledger, Clock clock) {
        this(sources, manner, imports, ledger, clock, Thread::sleep);
    }

    Discovery(
            List<Source> sources, Manner manner, Imports imports, Ledger ledger, Clock clock, Downloader.Pause pause) {
        this.sources = List.copyOf(sources);
        this.manner = manner;
        this.imports = imports;
        this.ledger = ledger;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * What came of one address.
     *
     * @param imported what came of the import; null where nothing was offered
     */
    public record Result(FetchRecord fetch, Imports.@Nullable Result imported) {

        /** Whether somebody should look at it: something was not fetched, or is not taken. */
        public boolean isAmiss() {
            return fetch.outcome() == Outcome.FAILED || fetch.outcome() == Outcome.REFUSED;
        }
    }

    /**
     * Goes through the sources once.
     *
     * @param again fetches and offers everything once more, whatever is on record, as after a new version of the program
     * @throws InterruptedException when it is stopped; what was imported stays
     */
    public List<Result> run(boolean again, Consumer<Result> progress) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("border-ledger-discovery");
            try (var downloader = new Downloader(manner, clock, pause, new Random())) {
                var run = new Run(downloader, folder, again, progress);
                for (Source source : sources) {
                    run.look(source);
                }
                return List.copyOf(run.results);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("discovery needs room for temporary files", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** One pass through the sources. */
    private final class Run {
        private final Downloader downloader;
        private final Path folder;
        private final boolean again;
        private final Consumer<Result> progress;
        private final List<FetchRecord> before = ledger.newestFetches();
        private final List<Result> results = new ArrayList<>();

        Run(Downloader downloader, Path folder, boolean again, Consumer<Result> progress) {
            this.downloader = downloader;
            this.folder = folder;
            this.again = again;
            this.progress = progress;
        }

        void look(Source source) throws IOException, InterruptedException {
            switch (source.kind()) {
                case DIRECT -> take(source, offer(source.address(), source.name()), retrieved(source));
                case GOVUK_CONTENT, GOVUK_PAGE -> readCatalogue(source, source.address());
            }
        }

        /** @return whether all that it offers is settled */
        private boolean readCatalogue(Source source, URI address) throws IOException, InterruptedException {
            boolean isCollection = source.documents() != null && address.equals(source.address());
            FetchRecord last = last(address, EnumSet.of(Outcome.READ));
            // A collection says nothing of changes in its documents, so each of them is asked.
            FetchRecord known = again || isCollection ? null : last;
            Fetched fetched = downloader.fetch(
                    new Downloader.Request(
                            address,
                            source.address(),
                            List.of(FileFormat.JSON),
                            known == null ? Fetched.Validators.NONE : validators(known),
                            OptionalLong.empty(),
                            MOST_BYTES_OF_A_CATALOGUE),
                    folder);
            return switch (fetched) {
                case Fetched.Failed failed -> failed(source, address, failed);
                case Fetched.NotModified same
                when known != null ->
                    record(source, address, 304, Outcome.READ, same.validators(), known.bytes(), known.sha256());
                case Fetched.NotModified odd -> failed(source, address, notAsked());
                case Fetched.Received received
                when known != null && received.sha256().equals(known.sha256()) -> {
                    Files.delete(received.file());
                    yield record(
                            source,
                            address,
                            200,
                            Outcome.READ,
                            received.validators(),
                            received.bytes(),
                            received.sha256());
                }
                case Fetched.Received received -> {
                    try {
                        boolean settled = readContent(source, address, received, last, isCollection);
                        yield record(
                                source,
                                address,
                                200,
                                settled ? Outcome.READ : Outcome.INCOMPLETE,
                                received.validators(),
                                received.bytes(),
                                received.sha256());
                    } catch (GovUkContent.Unreadable wrong) {
                        yield failed(
                                source,
                                address,
                                new Fetched.Failed(200, String.valueOf(wrong.getMessage()), wrong.expected()));
                    }
                }
            };
        }

        /** @return whether all that it offers is settled */
        private boolean readContent(
                Source source, URI address, Fetched.Received received, @Nullable FetchRecord last, boolean isCollection)
                throws IOException, InterruptedException, GovUkContent.Unreadable {
            GovUkContent content;
            try {
                content = GovUkContent.read(received.file(), address);
            } finally {
                Files.delete(received.file());
            }
            if (isCollection) {
                return readDocuments(source, content);
            }
            List<GovUkContent.Offer> offers = source.kind() == Source.Kind.GOVUK_PAGE
                    ? List.of(offer(content.page(), content.title()))
                    : content.attachments().stream()
                            .filter(each -> holds(source.title(), each.title()))
                            .filter(each -> holds(source.contentType(), each.contentType()))
                            .toList();
            if (offers.isEmpty()) {
                throw new GovUkContent.Unreadable(
                        content.attachments().size() + " attachments, none of those declared: "
                                + content.attachments().stream()
                                        .map(GovUkContent.Offer::title)
                                        .toList(),
                        "one whose title holds " + pattern(source.title()) + " and whose content type holds "
                                + pattern(source.contentType()));
            }
            List<GovUkContent.Offer> unknown = offers.stream()
                    .filter(each -> last(each.address(), EnumSet.of(Outcome.IMPORTED, Outcome.UNCHANGED)) == null)
                    .toList();
            boolean settled = true;
            for (GovUkContent.Offer offer : offers) {
                settled &= take(source, offer, issued(source, content, offer, offers, unknown, last));
            }
            return settled;
        }

        private boolean readDocuments(Source source, GovUkContent collection)
                throws IOException, InterruptedException, GovUkContent.Unreadable {
            List<GovUkContent.Document> documents = collection.documents().stream()
                    .filter(each -> holds(source.documents(), each.title()))
                    .toList();
            if (documents.isEmpty() || documents.size() > MOST_DOCUMENTS) {
                throw new GovUkContent.Unreadable(
                        documents.size() + " documents whose title holds " + pattern(source.documents()) + ", of "
                                + collection.documents().size(),
                        "1 to " + MOST_DOCUMENTS);
            }
            boolean settled = true;
            for (GovUkContent.Document document : documents) {
                settled &= readCatalogue(source, document.address());
            }
            return settled;
        }

        /**
         * When a file was issued, where it does not say so itself. The date of a catalogue is that of its newest change,
         * so it is the file's only where nothing else can have changed: the file is the one that is new since the
         * catalogue was last read, and the date is later than that reading; or the catalogue is read for the first time
         * and offers this one alone; or the file is the only one and its bytes are other than at its last fetch.
         */
        private @Nullable IssueDate issued(
                Source source,
                GovUkContent content,
                GovUkContent.Offer offer,
                List<GovUkContent.Offer> offers,
                List<GovUkContent.Offer> unknown,
                @Nullable FetchRecord lastReading) {
            FetchRecord lastFetch = last(offer.address(), EnumSet.of(Outcome.IMPORTED, Outcome.UNCHANGED));
            boolean alone = lastFetch == null ? unknown.size() == 1 : offers.size() == 1;
            boolean firstReading = lastReading == null && lastFetch == null;
            if (alone && (!firstReading || offers.size() == 1)) {
                Instant since = lastReading == null ? Instant.MIN : lastReading.fetchedAt();
                if (lastFetch != null && lastFetch.fetchedAt().isAfter(since)) {
                    since = lastFetch.fetchedAt();
                }
                Instant announced = content.publicUpdatedAt();
                if (announced != null && announced.isAfter(since) && !announced.isAfter(clock.instant())) {
                    return IssueDate.at(announced, IssueDate.Basis.SIDECAR);
                }
            }
            return retrieved(source);
        }

        private @Nullable IssueDate retrieved(Source source) {
            return switch (source.undated()) {
                case REFUSE -> null;
                case RETRIEVED -> IssueDate.at(clock.instant(), IssueDate.Basis.RETRIEVED);
            };
        }

        /** @return whether it is in the ledger */
        private boolean take(Source source, GovUkContent.Offer offer, @Nullable IssueDate issued)
                throws IOException, InterruptedException {
            URI address = offer.address();
            FetchRecord last = again ? null : last(address, SETTLED);
            Fetched fetched = downloader.fetch(
                    new Downloader.Request(
                            address,
                            source.address(),
                            source.formats(),
                            last == null ? Fetched.Validators.NONE : validators(last),
                            offer.size(),
                            manner.mostBytes()),
                    folder);
            return switch (fetched) {
                case Fetched.Failed failed -> failed(source, address, failed);
                case Fetched.NotModified same when last != null -> same(source, address, 304, same.validators(), last);
                case Fetched.NotModified odd -> failed(source, address, notAsked());
                case Fetched.Received received
                when last != null && received.sha256().equals(last.sha256()) -> {
                    Files.delete(received.file());
                    yield same(source, address, 200, received.validators(), last);
                }
                case Fetched.Received received -> offered(source, offer, received, issued);
            };
        }

        /** The copy is the one of last time, and so is what came of it. */
        private boolean same(Source source, URI address, int status, Fetched.Validators validators, FetchRecord last) {
            Outcome outcome = last.outcome() == Outcome.REFUSED ? Outcome.REFUSED : Outcome.UNCHANGED;
            add(
                    new FetchRecord(
                            clock.instant(),
                            source.name(),
                            address.toString(),
                            status,
                            outcome,
                            validators.etag(),
                            validators.lastModified(),
                            last.bytes(),
                            last.sha256(),
                            last.release(),
                            last.found(),
                            last.expected()),
                    null);
            return outcome == Outcome.UNCHANGED;
        }

        private boolean offered(
                Source source, GovUkContent.Offer offer, Fetched.Received received, @Nullable IssueDate issued)
                throws IOException {
            Instant now = clock.instant();
            // The publisher's name of the file, since a re-issue is known by it, in a folder of its own.
            Path own = Files.createTempDirectory(folder, "file");
            Path file = Files.move(received.file(), own.resolve(name(source, offer)), StandardCopyOption.ATOMIC_MOVE);
            Imports.Result imported = imports.importFile(
                    file,
                    FormatReader.Given.NOTHING.with(
                            new FormatReader.Listed(issued, offer.address().toString(), null, null, now)),
                    Imports.Word.NONE);
            Files.delete(file);
            Ledger.Outcome outcome = imported.outcome().orElse(null);
            Finding why = imported.findings().stream()
                    .filter(finding -> outcome == null && finding.level() == Finding.Level.ERROR)
                    .findFirst()
                    .orElse(null);
            add(
                    new FetchRecord(
                            now,
                            source.name(),
                            offer.address().toString(),
                            200,
                            switch (outcome) {
                                case null -> Outcome.REFUSED;
                                case Ledger.Outcome.Published published -> Outcome.IMPORTED;
                                case Ledger.Outcome.Unchanged unchanged -> Outcome.UNCHANGED;
                            },
                            received.validators().etag(),
                            received.validators().lastModified(),
                            received.bytes(),
                            received.sha256(),
                            outcome == null ? null : outcome.release(),
                            why == null ? null : why.place() + ": " + why.found(),
                            why == null ? null : why.expected()),
                    imported);
            return outcome != null;
        }

        private boolean failed(Source source, URI address, Fetched.Failed failed) {
            add(
                    new FetchRecord(
                            clock.instant(),
                            source.name(),
                            address.toString(),
                            failed.status(),
                            Outcome.FAILED,
                            null,
                            null,
                            null,
                            null,
                            null,
                            Shown.of(failed.found(), MOST_SHOWN),
                            Shown.of(failed.expected(), MOST_SHOWN)),
                    null);
            return false;
        }

        private boolean record(
                Source source,
                URI address,
                int status,
                Outcome outcome,
                Fetched.Validators validators,
                @Nullable Long bytes,
                @Nullable String sha256) {
            add(
                    new FetchRecord(
                            clock.instant(),
                            source.name(),
                            address.toString(),
                            status,
                            outcome,
                            validators.etag(),
                            validators.lastModified(),
                            bytes,
                            sha256,
                            null,
                            null,
                            null),
                    null);
            return outcome == Outcome.READ;
        }

        private void add(FetchRecord fetch, Imports.@Nullable Result imported) {
            ledger.fetched(fetch);
            var result = new Result(fetch, imported);
            results.add(result);
            progress.accept(result);
        }

        /** The newest fetch of an address before this run that came out in one of these ways. */
        private @Nullable FetchRecord last(URI address, Set<Outcome> outcomes) {
            return before.stream()
                    .filter(each -> each.address().equals(address.toString()) && outcomes.contains(each.outcome()))
                    .reduce((earlier, later) -> later)
                    .orElse(null);
        }
    }

    private static GovUkContent.Offer offer(URI address, String title) {
        return new GovUkContent.Offer(address, title, "", null, OptionalLong.empty());
    }

    private static Fetched.Validators validators(FetchRecord fetch) {
        return new Fetched.Validators(fetch.etag(), fetch.lastModified());
    }

    private static Fetched.Failed notAsked() {
        return new Fetched.Failed(304, "that nothing changed, which was not asked", "the file");
    }

    private static String pattern(@Nullable Pattern pattern) {
        return pattern == null ? "anything" : "'" + pattern + "'";
    }

    private static boolean holds(@Nullable Pattern pattern, String text) {
        return pattern == null || pattern.matcher(text).find();
    }

    /** What the catalogue or the address calls the file, as far as it can be a name in a folder. */
    private static String name(Source source, GovUkContent.Offer offer) {
        String path = offer.address().getPath();
        String last = offer.filename() == null ? path.substring(path.lastIndexOf('/') + 1) : offer.filename();
        String plain = NOT_IN_A_NAME.matcher(last).replaceAll("_");
        String end = "." + source.formats().getFirst().code();
        boolean hasEnd = plain.indexOf('.') > 0;
        String name = hasEnd ? plain : source.name() + end;
        return name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
    }

    /** The shortest time between two passes that is still polite: no publisher issues anything oftener than daily. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(15);
}
