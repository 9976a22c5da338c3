package org.borderledger.spending;

import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.util.List;
import org.borderledger.figure.Figure;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.DatasetColumn.Role;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An amount of public money at one stage of its way, exact, in the currency in which it was stated. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and queries use them by name
public class SpendingLine extends Figure {
    public static final Dataset DATASET = new Dataset(
            "spending-lines",
            "Spending lines",
            "Public money for border security, by stage: announced, allocated, committed, disbursed, spent.",
            "spending_line",
            "uk-announced-funding",
            "amount",
            List.of(
                    new DatasetColumn(
                            "stage",
                            Role.DIMENSION,
                            "announced, allocated, committed, disbursed or spent",
                            "announced"),
                    new DatasetColumn("funder", Role.DIMENSION, "Who gives, by code", "uk-government"),
                    new DatasetColumn("recipient", Role.DIMENSION, "Who receives, by code", "border-security-command"),
                    new DatasetColumn("programme", Role.DIMENSION, "The programme, by code", "border-security-command"),
                    new DatasetColumn("purpose", Role.DIMENSION, "What for, by code", "two-year-total"),
                    new DatasetColumn(
                            "amount",
                            Role.AMOUNT,
                            "The amount, exact, in units of the currency (pounds, not pence), with its decimals. Null is missing",
                            "150000000"),
                    new DatasetColumn(
                            "currency", Role.UNIT, "ISO 4217 code of the currency in which it was stated", "GBP"),
                    new DatasetColumn(
                            DatasetColumn.PER,
                            Role.DETAIL,
                            "year where the amount is a yearly rate, which is never summed; else null",
                            "year"),
                    new DatasetColumn("transaction", Role.DETAIL, "The payer's transaction number", "12345"),
                    new DatasetColumn(
                            DatasetColumn.PART_OF,
                            Role.DETAIL,
                            "The key of the figure that contains this one; unknown where nobody has published it",
                            "unknown"),
                    new DatasetColumn(
                                    "paidOn",
                                    Role.DETAIL,
                                    "The day on which it was paid, where lines of payments print one; the period is then that of the list",
                                    "2014-05-12")
                            .later(),
                    new DatasetColumn(
                                    "occurrence",
                                    Role.DETAIL,
                                    "Which of several lines that their publisher does not tell apart: 2 is the second; null for the first",
                                    "2")
                            .later(),
                    new DatasetColumn(
                                    "recipientName",
                                    Role.DETAIL,
                                    "Who receives, as the publisher writes the name",
                                    "SERCO LTD")
                            .later(),
                    new DatasetColumn(
                                    "programmeName",
                                    Role.DETAIL,
                                    "The programme or area, as the publisher writes it",
                                    "UKBF - UK Border Force")
                            .later(),
                    new DatasetColumn(
                                    "purposeName",
                                    Role.DETAIL,
                                    "What for, as the publisher writes it",
                                    "Vessel Maintenance")
                            .later()));

    private String stage;
    private String funder;
    private String recipient;
    private String programme;
    private String purpose;
    private @Nullable BigDecimal amount;
    private @Nullable String currency;
    private @Nullable String per;
    private @Nullable String transaction;
    private @Nullable String partOf;
    private @Nullable String paidOn;
    private @Nullable String occurrence;
    private @Nullable String recipientName;
    private @Nullable String programmeName;
    private @Nullable String purposeName;

    /** The main measure, below every other where it is missing, in the words of the index that holds this order. */
    @Formula("coalesce(amount, '-Infinity')")
    private BigDecimal ranked;

    protected SpendingLine() {}
}
