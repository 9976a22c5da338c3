package org.borderledger.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file to import.
 *
 * @param sha256 of its bytes, in hexadecimal
 */
public record SourceFile(Path path, String sha256) {

    /** Reads the file once for its digest. */
    public static SourceFile of(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path);
                var digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(java.io.OutputStream.nullOutputStream());
            return new SourceFile(
                    path, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** The first digits of the digest, which make a release's identifier its own. */
    public String shortDigest() {
        return sha256.substring(0, 8);
    }
}
