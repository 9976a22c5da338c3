package org.borderledger.http;

import jakarta.enterprise.context.RequestScoped;
import org.borderledger.representation.Representation;

/** The format that the suffix of a request's path asks for; JSON where there is none. */
@RequestScoped
public class AskedFormat {
    private Representation representation = Representation.JSON;
    private boolean byteOrderMark;

    public Representation representation() {
        return representation;
    }

    /** Whether a CSV file is to begin with a byte order mark. */
    public boolean byteOrderMark() {
        return byteOrderMark;
    }

    void ask(Representation asked, boolean withByteOrderMark) {
        this.representation = asked;
        this.byteOrderMark = withByteOrderMark;
    }
}
