package org.borderledger.figure;

import org.borderledger.http.Asked;
import org.borderledger.http.Page;
import org.borderledger.http.RecordedFilter;
import org.borderledger.ledger.Dataset;
import org.borderledger.representation.Answer;

/** Answers what is said of a figure. Claims are held against figures, so they stand above them and answer from there. */
@FunctionalInterface
public interface FigureClaims {
    /** The claims whose sum the figure of a key goes into, or that come nearest to it. */
    Answer ofFigure(Dataset dataset, String key, RecordedFilter recorded, Page page, Asked asked);
}
