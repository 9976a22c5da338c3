package org.borderledger.enforcement;

import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.util.List;
import org.borderledger.figure.Figure;
import org.borderledger.ledger.Column;
import org.borderledger.ledger.Column.Role;
import org.borderledger.ledger.Dataset;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** How often an authority acted in a period, and how much it got: events and quantity are two measures. */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
public class EnforcementAction extends Figure {
    public static final Dataset DATASET = new Dataset(
            "enforcement-actions",
            "Enforcement actions",
            "What authorities did at and behind the border: events, and the quantity of what they concerned.",
            "enforcement_action",
            "uk-enforcement-statements",
            List.of(
                    new Column("action", Role.DIMENSION),
                    new Column("item", Role.DIMENSION),
                    new Column("agency", Role.DIMENSION),
                    new Column("place", Role.DIMENSION),
                    new Column("events", Role.COUNT),
                    new Column("quantity", Role.AMOUNT),
                    new Column("unit", Role.UNIT)));

    private String action;
    private String item;
    private String agency;
    private String place;
    private @Nullable Long events;
    private @Nullable BigDecimal quantity;
    private @Nullable String unit;

    protected EnforcementAction() {}

    @Override
    protected @Nullable Object own(String column) {
        return switch (column) {
            case "action" -> action;
            case "item" -> item;
            case "agency" -> agency;
            case "place" -> place;
            case "events" -> events;
            case "quantity" -> quantity;
            case "unit" -> unit;
            default -> throw new IllegalArgumentException("an enforcement action has no " + column);
        };
    }

    String action() {
        return action;
    }

    String item() {
        return item;
    }

    String agency() {
        return agency;
    }

    String place() {
        return place;
    }

    @Nullable Long events() {
        return events;
    }

    @Nullable BigDecimal quantity() {
        return quantity;
    }

    @Nullable String unit() {
        return unit;
    }
}
