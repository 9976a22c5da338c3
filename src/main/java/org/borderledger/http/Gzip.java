package org.borderledger.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Bytes packed with gzip, as small as they get. */
public final class Gzip {
    /** The name of the coding in headers. */
    public static final String CODING = "gzip";

    private static final Pattern NO_QUALITY = Pattern.compile("\\s*q=0(\\.0*)?\\s*", Pattern.CASE_INSENSITIVE);

    private Gzip() {}

    /**
     * Whether gzip is among the codings that the caller takes (RFC 9110); no star is understood, only the name.
     *
     * @param codings the header {@code Accept-Encoding}
     */
    public static boolean isTaken(@Nullable String codings) {
        if (codings == null) {
            return false;
        }
        for (String coding : codings.split(",", -1)) {
            int semicolon = coding.indexOf(';');
            String name = semicolon < 0 ? coding : coding.substring(0, semicolon);
            if (name.strip().equalsIgnoreCase(CODING)) {
                return semicolon < 0
                        || !NO_QUALITY.matcher(coding.substring(semicolon + 1)).matches();
            }
        }
        return false;
    }

    /** Packs bytes. */
    public static byte[] pack(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var out = new Smallest(packed)) {
            out.write(plain);
        } catch (IOException nothingIsWritten) {
            throw new UncheckedIOException(nothingIsWritten);
        }
        return packed.toByteArray();
    }

    /** Packed once and sent often. */
    private static final class Smallest extends GZIPOutputStream {
        Smallest(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
