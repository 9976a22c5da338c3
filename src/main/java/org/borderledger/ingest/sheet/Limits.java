package org.borderledger.ingest.sheet;

/**
 * How much of a file is read before it is refused. A file comes from outside, and says itself how often a row repeats
 * and how far it unpacks; these bounds hold whatever it says. No setting raises them.
 *
 * @param packedBytes size of the file as it was downloaded; the directory of a zip is held in memory
 * @param unpackedBytes what a compressed file may unpack to, and what its rows may come to with every repetition
 * @param rows rows that hold something, in all sheets together
 * @param cellCharacters characters in one cell
 */
public record Limits(long packedBytes, long unpackedBytes, int rows, int cellCharacters) {

    /**
     * 32 MiB, which at worst takes 64 MiB of heap and is far above what is published; 512 MiB; two million rows; and
     * the 32,767 characters that Excel allows in a cell.
     */
    public static final Limits DEFAULT = new Limits(32L << 20, 512L << 20, 2_000_000, 32_767);

    /** What to do with a file that goes beyond them and is meant so, as the end of what was expected. */
    static final String SPLIT = "split a larger one into several, each with its headers and with days of its own";
}
