package org.borderledger.ingest.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The parts of a zip that a spreadsheet is, within limits. Nothing of them is ever written to disk. */
final class ZipParts implements AutoCloseable {
    private static final int MOST_PARTS = 5_000;

    private final ZipFile zip;
    private final String kind;
    private final Set<String> names = new HashSet<>();

    /**
     * Opens a file and looks at the names of its parts.
     *
     * @param kind what the file should be, for the reason of a refusal
     * @throws UnreadableFile where it is no zip, or one that no spreadsheet program writes
     */
    ZipParts(Path file, Limits limits, String kind) {
        this.kind = kind;
        this.zip = unzip(file, limits);
        try {
            inspect();
        } catch (RuntimeException refusal) {
            close();
            throw refusal;
        }
    }

    private ZipFile unzip(Path file, Limits limits) {
        String start = "";
        try (InputStream bytes = Files.newInputStream(file)) {
            start = new String(bytes.readNBytes(20), StandardCharsets.ISO_8859_1);
            if (Files.size(file) > limits.packedBytes()) {
                throw new UnreadableFile(
                        "a file of " + Files.size(file) + " bytes",
                        "at most " + limits.packedBytes() + ": published sheets are far smaller; " + Limits.SPLIT);
            }
            if (!start.startsWith("PK")) {
                throw new UnreadableFile(
                        start.isEmpty()
                                ? "an empty file"
                                : "a file that is no zip: it begins with " + UnreadableFile.quote(start),
                        kind);
            }
            return new ZipFile(file.toFile());
        } catch (IOException failure) {
            throw new UnreadableFile(
                    start.isEmpty()
                            ? "a file that cannot be opened: " + UnreadableFile.quote(failure.toString())
                            : "a zip that is cut off or damaged: " + UnreadableFile.reason(failure),
                    kind + ", complete",
                    failure);
        }
    }

    private void inspect() {
        if (zip.size() > MOST_PARTS) {
            throw new UnreadableFile("a zip of " + zip.size() + " parts", "at most " + MOST_PARTS + ", as in " + kind);
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            // Nothing is written to disk under these names; but no spreadsheet program writes them either.
            if (name.isBlank() || name.startsWith("/") || name.matches("(?s).*([\\\\\\p{Cntrl}]|(^|/)\\.\\.(/|$)).*")) {
                throw new UnreadableFile("a part with the name " + UnreadableFile.quote(name), "names as in " + kind);
            }
            // Two readers may each take another of the two: then nobody knows what was published.
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new UnreadableFile("two parts named " + UnreadableFile.quote(name), "each part once");
            }
        }
    }

    /** Whether there is a part of this name, whatever its case. */
    boolean has(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The events of a part that unpacks to at most so many bytes. */
    BoundedXml xml(String name, long most) {
        return new BoundedXml(name, part(name, most));
    }

    PartStream part(String name, long most) {
        return new PartStream(zip, require(name), most);
    }

    /** Refuses a file without this part. */
    ZipEntry require(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UnreadableFile("a zip without " + name, kind);
        }
        return entry;
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException ignored) {
            // It was only read: nothing is lost, and what was read is not worse for it.
        }
    }
}
