package org.borderledger.ledger;

/**
 * What became of the rows of a file, so that none is lost unseen: {@code rows} is the sum of the three below it.
 *
 * @param rows rows that hold something in the sheets that the format reads
 * @param stating rows that state figures
 * @param passedOver rows known to state none: titles, headers, notes, totals, the end of a table
 * @param quarantined rows kept out because they could not be read
 * @param figures figures that the rows state
 */
public record RowTally(long rows, long stating, long passedOver, long quarantined, long figures) {
    /** Of a file of which nothing was read, or that has no rows. */
    public static final RowTally NONE = new RowTally(0, 0, 0, 0, 0);
}
