package org.borderledger.publisher.press;

import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ledger.Publication;

/**
 * An article, or another document in words, with the claims that an editor found in it: a ledger file with one release and
 * its claims, written by hand. docs/ledger-file.md describes the lines.
 */
public final class ArticleFile implements Importer {
    static final String FORMAT = "claims";
    private static final String DESCRIPTION = "a ledger file with one release and its claims, see docs/ledger-file.md";

    @Override
    public String format() {
        return FORMAT;
    }

    /** Any ledger file but that of typed figures, so that one with a slip in it is told what is wrong. */
    @Override
    public boolean recognises(SourceFile file) {
        String beginning = ReleaseFile.beginning(file);
        return ReleaseFile.isOne(beginning)
                && !ReleaseFile.format(beginning)
                        .filter(TypedFigures.FORMAT::equals)
                        .isPresent();
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        ReleaseFile.read(file, attempt.claims(), DESCRIPTION, attempt)
                .ifPresent(article -> offer(article, file, attempt));
    }

    private static void offer(Publication article, SourceFile file, Attempt attempt) {
        if (!article.format().equals(FORMAT)) {
            attempt.error(
                    file.name(),
                    "a release of format '" + article.format() + "'",
                    "format '" + FORMAT + "', or '" + TypedFigures.FORMAT + "' of one with figures");
        }
        if (!article.coverage().isEmpty()) {
            attempt.error(file.name(), "a release that covers series", "claims, which are no figures");
        }
        if (article.claims().isEmpty()) {
            attempt.error(file.name(), "no claims", "at least one");
        }
        attempt.offer(article);
    }
}
