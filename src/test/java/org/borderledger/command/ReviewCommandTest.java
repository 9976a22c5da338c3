package org.borderledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line of reviews, as far as it needs no database. */
class ReviewCommandTest {
    private final StringWriter out = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = LedgerCommand.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    @Test
    void theHelpListsTheCodes() {
        assertEquals(0, execute("review", "--help"));
        String help = out.toString().replaceAll("\\s+", " ");
        assertTrue(help.contains(String.join(", ", Relation.codes())), help);
        assertTrue(help.contains(String.join(", ", Reason.codes())), help);
    }

    @Test
    void aCodeThatThereIsNotIsRefusedWithThoseThereAre() {
        assertEquals(2, execute("review", "lbc-10", "--relation", "true", "--by", "R"));
        assertTrue(out.toString().contains("--relation takes one of agrees, rounds-to"), out.toString());
        assertEquals(2, execute("review", "lbc-10", "--reason", "why", "--by", "R"));
        assertTrue(out.toString().contains("--reason takes one of as-of, period"), out.toString());
    }
}
