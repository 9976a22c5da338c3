package org.borderledger.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.ledger.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds the database against its digests. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Recompute the digest of every figure, claim and revision, and say whether they are what was kept.",
            "The last digest vouches for the whole ledger: compare it with that of a copy."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    VerifyCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Database database = Database.open(System.getenv(), step -> out.println("ledger: " + step))) {
            // what is missing is found and not made good from what stands there
            database.migrateSchema();
            Verification.Report report = database.ledger(SeriesCatalogue.load()).verify(revision -> {
                if (revision % 100 == 0) {
                    out.println("revision " + revision);
                    out.flush();
                }
            });
            report.altered().forEach(out::println);
            if (report.firstBroken() != null) {
                out.println(
                        "revision " + report.firstBroken() + " is the first whose digest does not match what it did");
            }
            if (report.holds()) {
                out.println(report.figures() + " figures, " + report.claims() + " claims and " + report.revisions()
                        + " revisions hold; digest " + report.digest());
            }
            out.flush();
            return report.holds() ? 0 : LedgerCommand.REFUSED;
        }
    }
}
