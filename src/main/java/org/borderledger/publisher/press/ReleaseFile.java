package org.borderledger.publisher.press;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Limits;
import org.borderledger.ingest.sheet.Unpacked;
import org.borderledger.ingest.sheet.UnreadableFile;
import org.borderledger.ledger.LedgerFile;
import org.borderledger.ledger.Publication;
import org.borderledger.period.London;
import org.borderledger.period.Period;

/** A ledger file with one release, written by hand: the bounds within which it is read, whatever the release holds. */
final class ReleaseFile {
    /** What one document says, a few words or numbers at a time, is far shorter; what is longer is another thing. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int BEGINNING = 64 * 1024;
    private static final Pattern FIRST_LINE =
            Pattern.compile("\\uFEFF?\\s*\\{\\s*\"format\"\\s*:\\s*\"border-ledger\"");
    /** In the words of a title these quotes would have a backslash before them. */
    private static final Pattern FORMAT = Pattern.compile("\"format\"\\s*:\\s*\"([^\"]*)\"");

    private ReleaseFile() {}

    /** The beginning of a file, whatever it is; enough for a header and a release. */
    static String beginning(SourceFile file) {
        try (InputStream in = Unpacked.open(file.path(), Limits.DEFAULT)) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
        } catch (IOException | UnreadableFile unreadable) {
            return "";
        }
    }

    /** Whether it is a ledger file. */
    static boolean isOne(String beginning) {
        return FIRST_LINE.matcher(beginning).lookingAt();
    }

    /** The format of the first release in a ledger file; empty where there is none near its beginning. */
    static Optional<String> format(String beginning) {
        Matcher format = FORMAT.matcher(beginning);
        return isOne(beginning) && format.find() && format.find() ? Optional.of(format.group(1)) : Optional.empty();
    }

    /** Whether the file is small enough to be written by hand; says so where it is not. */
    static boolean fits(SourceFile file, String description, Attempt attempt) {
        if (file.bytes() > MOST_BYTES) {
            attempt.error(file.name(), file.bytes() + " bytes", description + ", of " + MOST_BYTES + " bytes at most");
        }
        return file.bytes() <= MOST_BYTES;
    }

    /** The one release of the file; empty where there is an error, which then says why. */
    static Optional<Publication> read(SourceFile file, LedgerFile lines, String description, Attempt attempt) {
        if (!fits(file, description, attempt)) {
            return Optional.empty();
        }
        LedgerFile.Contents contents;
        try (InputStream in = Unpacked.open(file.path(), Limits.DEFAULT)) {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readNBytes(MOST_BYTES)))
                    .toString();
            contents = lines.readAll(new BufferedReader(new StringReader(text)));
        } catch (LedgerFile.Unreadable unreadable) {
            attempt.error(file.name(), String.valueOf(unreadable.getMessage()), description);
            return Optional.empty();
        } catch (CharacterCodingException notText) {
            attempt.error(file.name(), "bytes that are not UTF-8", description);
            return Optional.empty();
        } catch (IOException e) {
            attempt.error(file.name(), "a file that cannot be read (" + e + ")", "a readable file");
            return Optional.empty();
        }
        if (!contents.revisions().isEmpty() || !contents.imports().isEmpty()) {
            attempt.error(
                    file.name(), "the revisions of a whole ledger", description + "; ./ledger restore reads a dump");
            return Optional.empty();
        }
        if (contents.releases().size() != 1) {
            attempt.error(file.name(), contents.releases().size() + " releases", "one, with all that it says");
            return Optional.empty();
        }
        Publication release = contents.releases().firstEntry().getValue();
        if (!isInRange(release.issued().instant())) {
            attempt.error(file.name(), "a release issued " + release.issued().instant(), "a year from 1900 to 2999");
            return Optional.empty();
        }
        if (release.claims().stream().anyMatch(claim -> claim.redacted() != null)) {
            attempt.error(file.name(), "a claim that says it was redacted", "a claim as it was made");
        }
        return Optional.of(release);
    }

    /** Whether an instant lies in the years that a border statistic can mean. */
    static boolean isInRange(Instant instant) {
        Period all = Period.between(null, null);
        return instant.isAfter(London.endOf(all.start().minusDays(1))) && !instant.isAfter(London.endOf(all.end()));
    }
}
