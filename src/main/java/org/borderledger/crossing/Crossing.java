package org.borderledger.crossing;

import jakarta.persistence.Entity;
import java.util.List;
import org.borderledger.figure.Figure;
import org.borderledger.ledger.Column;
import org.borderledger.ledger.Column.Role;
import org.borderledger.ledger.Dataset;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** How many people crossed a border by a route in a period, in how many boats. */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
public class Crossing extends Figure {
    public static final Dataset DATASET = new Dataset(
            "crossings",
            "Crossings",
            "People who crossed a border, by route, and the boats they came in, as each publisher counts them.",
            "crossing",
            "uk-small-boats-daily",
            List.of(
                    new Column("route", Role.DIMENSION),
                    new Column("citizenship", Role.DIMENSION),
                    new Column("category", Role.DIMENSION),
                    new Column("people", Role.COUNT),
                    new Column("boats", Role.COUNT),
                    new Column("uncontrolledLandings", Role.COUNT)));

    private String route;
    private String citizenship;
    private String category;
    private @Nullable Long people;
    private @Nullable Long boats;
    private @Nullable Long uncontrolledLandings;

    protected Crossing() {}

    @Override
    protected @Nullable Object own(String column) {
        return switch (column) {
            case "route" -> route;
            case "citizenship" -> citizenship;
            case "category" -> category;
            case "people" -> people;
            case "boats" -> boats;
            case "uncontrolledLandings" -> uncontrolledLandings;
            default -> throw new IllegalArgumentException("a crossing has no " + column);
        };
    }

    String route() {
        return route;
    }

    String citizenship() {
        return citizenship;
    }

    String category() {
        return category;
    }

    @Nullable Long people() {
        return people;
    }

    @Nullable Long boats() {
        return boats;
    }

    @Nullable Long uncontrolledLandings() {
        return uncontrolledLandings;
    }
}
