package org.borderledger.publisher.press;

import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ledger.Publication;

/**
 * Figures that an editor typed from a speech, an answer or a press release: one release a file, as a ledger file or as a
 * table that a spreadsheet fills in. docs/data/typed-figures.md describes both.
 *
 * <p>The file goes in whole or not at all: whoever typed a row that is wrong can type it again.
 */
public final class TypedFigures implements Importer {
    static final String FORMAT = "typed-figures";
    static final String DESCRIPTION = "one release with the figures that it states, see docs/data/typed-figures.md";

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        String beginning = ReleaseFile.beginning(file);
        return ReleaseFile.isOne(beginning)
                ? ReleaseFile.format(beginning).filter(FORMAT::equals).isPresent()
                : TypedTable.isOne(beginning);
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        if (ReleaseFile.isOne(ReleaseFile.beginning(file))) {
            ReleaseFile.read(file, attempt.figures(), DESCRIPTION, attempt)
                    .ifPresent(release -> offer(release, file, attempt));
        } else if (ReleaseFile.fits(file, DESCRIPTION, attempt)) {
            TypedTable.read(file, attempt);
        }
    }

    private static void offer(Publication release, SourceFile file, Attempt attempt) {
        if (!release.format().equals(FORMAT)) {
            attempt.error(file.name(), "a release of format '" + release.format() + "'", "format '" + FORMAT + "'");
        }
        if (release.drafts().isEmpty()) {
            attempt.error(
                    file.name(),
                    "no figures",
                    "at least one; an article with claims alone is of format '" + ArticleFile.FORMAT + "'");
        }
        var typed = new TypedRelease(attempt);
        release.drafts().forEach(draft -> typed.add(draft, file.name()));
        typed.offer(release, field -> file.name());
    }
}
