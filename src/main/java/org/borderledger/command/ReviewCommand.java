package org.borderledger.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.borderledger.ledger.ClaimDraft;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.borderledger.ledger.SeriesCatalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts on record what an editor says of a claim. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = {
            "Put on record what an editor says of a claim, by a new revision; what was said before stays readable.",
            "It replaces the whole of the earlier review: reasons and note that are not given again are gone from it."
        })
final class ReviewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CLAIM", description = "The claim's identifier, such as lbc-10.")
    private String claim;

    @Option(
            names = "--relation",
            paramLabel = "CODE",
            completionCandidates = Relations.class,
            description = "How it stands to the record, of a claim without a number, where it must be given; that of a"
                    + " number is computed. One of: ${COMPLETION-CANDIDATES}.")
    private @Nullable String relation;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            completionCandidates = Reasons.class,
            description = "Why the two may part; may be given again. One of: ${COMPLETION-CANDIDATES}.")
    private List<String> reasons = new ArrayList<>();

    @Option(names = "--note", paramLabel = "TEXT", description = "What the record shows, in a sentence or two.")
    private @Nullable String note;

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who says so.")
    private String reviewer;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ReviewCommand() {}

    /** The codes that --help lists. */
    static final class Relations extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Relations() {
            super(Relation.codes());
        }
    }

    /** The codes that --help lists. */
    static final class Reasons extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Reasons() {
            super(Reason.codes());
        }
    }

    @Override
    public Integer call() {
        var opinion = new ClaimDraft.Opinion(
                relation == null ? null : code("--relation", relation, Relation::find, Relation.codes()),
                reasons.stream()
                        .map(code -> code("--reason", code, Reason::find, Reason.codes()))
                        .toList(),
                note,
                reviewer);
        PrintWriter messages = spec.commandLine().getErr();
        try (Database database = Database.open(System.getenv(), step -> messages.println("ledger: " + step))) {
            database.migrate();
            int revision = database.ledger(SeriesCatalogue.load()).review(claim, opinion);
            spec.commandLine().getOut().println("reviewed " + claim + " in revision " + revision);
            return 0;
        }
    }

    private <T> T code(String option, String code, Function<String, Optional<T>> find, List<String> codes) {
        return find.apply(code)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), option + " takes one of " + String.join(", ", codes)));
    }
}
