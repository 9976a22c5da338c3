package org.borderledger.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.ingest.sheet.Limits;
import org.borderledger.ingest.sheet.Unpacked;
import org.borderledger.ledger.Sha256;

/**
 * A file to import. One that is packed with gzip counts as what is in it: the publisher's document is the same either way.
 *
 * @param bytes its size, unpacked
 * @param sha256 of its bytes, unpacked, in hexadecimal
 */
public record SourceFile(Path path, long bytes, String sha256) {
    /** How publishers mark a file that takes the place of another of the same day: {@code figures_v2.ods}. */
    private static final Pattern EDITION = Pattern.compile("[_-](v\\d{1,3})(\\.[^.]*)?$", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the file once for its digest.
     *
     * @throws UnreadableFile when it unpacks to more than any file may have
     */
    public static SourceFile of(Path path) throws IOException {
        try (InputStream in = Unpacked.open(path, Limits.DEFAULT);
                var digested = new DigestInputStream(in, Sha256.begin())) {
            long bytes = digested.transferTo(OutputStream.nullOutputStream());
            return new SourceFile(
                    path,
                    bytes,
                    HexFormat.of().formatHex(digested.getMessageDigest().digest()));
        }
    }

    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** The publisher's mark of a re-issue in the file's name, such as {@code v2}; empty where there is none. */
    Optional<String> edition() {
        Matcher mark = EDITION.matcher(name());
        return mark.find() ? Optional.of(mark.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** The first digits of the digest, which make a release's identifier its own. */
    public String shortDigest() {
        return sha256.substring(0, 8);
    }
}
