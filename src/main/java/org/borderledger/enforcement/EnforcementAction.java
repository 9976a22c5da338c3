package org.borderledger.enforcement;

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

/** How often an authority acted in a period, and how much it got: events and quantity are two measures. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and queries use them by name
public class EnforcementAction extends Figure {
    public static final Dataset DATASET = new Dataset(
            "enforcement-actions",
            "Enforcement actions",
            "What authorities did at and behind the border: events, and the quantity of what they concerned.",
            "enforcement_action",
            "uk-enforcement-statements",
            "quantity",
            List.of(
                    new DatasetColumn("action", Role.DIMENSION, "What was done, by code", "prevention"),
                    new DatasetColumn("item", Role.DIMENSION, "What it concerned, by code", "small-boat-crossing"),
                    new DatasetColumn("agency", Role.DIMENSION, "Who did it, by code", "french-authorities"),
                    new DatasetColumn("place", Role.DIMENSION, "Where, by code", "france"),
                    new DatasetColumn("events", Role.COUNT, "How often. Null is missing or not stated", "40"),
                    new DatasetColumn(
                            "quantity",
                            Role.AMOUNT,
                            "How much or how many, in the unit. Null is missing or not stated",
                            "1083"),
                    new DatasetColumn("unit", Role.UNIT, "What quantity counts", "people"),
                    new DatasetColumn(
                                    "citizenship",
                                    Role.DIMENSION,
                                    "Citizenship of those concerned, by code. Null in series that do not tell them apart by it",
                                    "ukraine")
                            .later(),
                    new DatasetColumn(
                                    "border",
                                    Role.DIMENSION,
                                    "At which kind or stretch of border, by code. Null in series that do not tell actions apart by it",
                                    "southwest-border")
                            .later()));

    private String action;
    private String item;
    private String agency;
    private String place;
    private @Nullable Long events;
    private @Nullable BigDecimal quantity;
    private @Nullable String unit;
    private @Nullable String citizenship;
    private @Nullable String border;

    /** The main measure, below every other where it is missing, in the words of the index that holds this order. */
    @Formula("coalesce(quantity, '-Infinity')")
    private BigDecimal ranked;

    protected EnforcementAction() {}
}
