package org.borderledger.publisher;

import java.nio.file.Path;
import java.time.LocalDate;
import org.borderledger.Corpus;
import org.borderledger.catalogue.Datasets;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;

/** The published files of one folder of the corpus, read as they are imported. */
public final class PublishedFiles {
    private static final FormatReader READER =
            new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers());

    private final String folder;

    /** @param folder below {@code published}, such as {@code cbp} */
    public PublishedFiles(String folder) {
        this.folder = folder;
    }

    /** What is known of a file of which somebody says when it was issued. */
    public static FormatReader.Given issued(String day) {
        return new FormatReader.Given(IssueDate.on(LocalDate.parse(day), IssueDate.Basis.OPTION), null);
    }

    /** Where a file is. */
    public Path file(String name) {
        return Corpus.folder().resolve("published").resolve(folder).resolve(name);
    }

    /** The release that a file is, which has to be one. */
    public Publication published(String name, String issued) {
        var reading = READER.read(file(name), issued(issued));
        return reading.publication().orElseThrow(() -> new AssertionError(reading.findings()));
    }
}
