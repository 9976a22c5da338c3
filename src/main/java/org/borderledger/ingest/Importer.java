package org.borderledger.ingest;

import org.borderledger.ingest.sheet.UnreadableFile;

/** Reads one published format. */
public interface Importer {

    /** The format's lasting name, which the series that it may write declare. */
    String format();

    /**
     * Whether the content, whatever the file is called, is of this format.
     *
     * @throws UnreadableFile when it is none of the kind of files that the format is, which says no as well
     */
    boolean recognises(SourceFile file);

    /**
     * Reads the file into drafts and findings. What cannot be read becomes an error in the attempt; nothing is guessed.
     */
    void read(SourceFile file, Attempt attempt);
}
