package org.borderledger.publisher;

import java.util.List;
import org.borderledger.ingest.Importer;
import org.borderledger.publisher.homeoffice.IrregularMigration;
import org.borderledger.publisher.homeoffice.SmallBoatsLastSevenDays;
import org.borderledger.publisher.homeoffice.SmallBoatsTimeSeries;
import org.borderledger.publisher.press.ArticleFile;

/** The formats that the ledger reads. A new one is a class, a line here, a fixture and a page in docs/data. */
public final class Publishers {
    private Publishers() {}

    public static List<Importer> importers() {
        return List.of(
                new SmallBoatsTimeSeries(), new SmallBoatsLastSevenDays(), new IrregularMigration(), new ArticleFile());
    }
}
