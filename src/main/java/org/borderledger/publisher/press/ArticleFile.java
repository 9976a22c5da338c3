package org.borderledger.publisher.press;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.Publication;

/**
 * An article, or another document in words, with the claims that an editor found in it: a ledger file with one release and
 * its claims, written by hand. docs/ledger-file.md describes the lines.
 */
public final class ArticleFile implements Importer {
    static final String FORMAT = "claims";
    private static final String DESCRIPTION = "a ledger file with one release and its claims, see docs/ledger-file.md";
    /** What one document says in short quotations is far shorter; what is longer is another thing. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final int BEGINNING = 200;
    private static final Pattern FIRST_LINE =
            Pattern.compile("\\uFEFF?\\s*\\{\\s*\"format\"\\s*:\\s*\"border-ledger\"");

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        try (InputStream in = Files.newInputStream(file.path())) {
            String beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            return FIRST_LINE.matcher(beginning).lookingAt();
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        if (file.bytes() > MOST_BYTES) {
            attempt.error(file.name(), file.bytes() + " bytes", DESCRIPTION + ", of " + MOST_BYTES + " bytes at most");
            return;
        }
        LedgerFile.Contents contents;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file.path())))
                    .toString();
            contents = attempt.claims().readAll(new BufferedReader(new StringReader(text)));
        } catch (LedgerFile.Unreadable unreadable) {
            attempt.error(file.name(), String.valueOf(unreadable.getMessage()), DESCRIPTION);
            return;
        } catch (CharacterCodingException notText) {
            attempt.error(file.name(), "bytes that are not UTF-8", DESCRIPTION);
            return;
        } catch (IOException e) {
            attempt.error(file.name(), "a file that cannot be read (" + e + ")", "a readable file");
            return;
        }
        if (!contents.revisions().isEmpty() || !contents.imports().isEmpty()) {
            attempt.error(
                    file.name(), "the revisions of a whole ledger", DESCRIPTION + "; ./ledger restore reads a dump");
        } else if (contents.releases().size() != 1) {
            attempt.error(file.name(), contents.releases().size() + " releases", "one, with its claims");
        } else {
            offer(contents.releases().firstEntry().getValue(), file, attempt);
        }
    }

    private static void offer(Publication article, SourceFile file, Attempt attempt) {
        if (!article.format().equals(FORMAT)) {
            attempt.error(file.name(), "a release of format '" + article.format() + "'", "format '" + FORMAT + "'");
        }
        if (!article.coverage().isEmpty()) {
            attempt.error(file.name(), "a release that covers series", "claims, which are no figures");
        }
        if (article.claims().isEmpty()) {
            attempt.error(file.name(), "no claims", "at least one");
        }
        if (article.claims().stream().anyMatch(claim -> claim.redacted() != null)) {
            attempt.error(file.name(), "a claim that says it was redacted", "a claim as it was made");
        }
        attempt.offer(article);
    }
}
