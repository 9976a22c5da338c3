package org.borderledger.publisher;

import java.util.List;
import org.borderledger.ingest.Importer;
import org.borderledger.publisher.cbp.DrugSeizures;
import org.borderledger.publisher.cbp.NationwideEncounters;
import org.borderledger.publisher.eurostat.RefusedEntry;
import org.borderledger.publisher.frontex.MonthlyDetections;
import org.borderledger.publisher.homeoffice.ImmigrationEnforcement;
import org.borderledger.publisher.homeoffice.IrregularMigration;
import org.borderledger.publisher.homeoffice.ReturnsByDestination;
import org.borderledger.publisher.homeoffice.SmallBoatsLastSevenDays;
import org.borderledger.publisher.homeoffice.SmallBoatsTimeSeries;
import org.borderledger.publisher.homeoffice.SpendOver25000;
import org.borderledger.publisher.nato.DefenceExpenditure;
import org.borderledger.publisher.press.ArticleFile;
import org.borderledger.publisher.press.TypedFigures;
import org.borderledger.publisher.unhcr.MediterraneanArrivals;

/** The formats that the ledger reads. A new one is a class, a line here, a fixture and a page in docs/data. */
public final class Publishers {
    private Publishers() {}

    public static List<Importer> importers() {
        return List.of(
                new SmallBoatsTimeSeries(),
                new SmallBoatsLastSevenDays(),
                new IrregularMigration(),
                new ReturnsByDestination(),
                new ImmigrationEnforcement(),
                new SpendOver25000(),
                new MonthlyDetections(),
                new MediterraneanArrivals(),
                new DefenceExpenditure(),
                new NationwideEncounters(),
                new DrugSeizures(),
                new RefusedEntry(),
                new ArticleFile(),
                new TypedFigures());
    }
}
