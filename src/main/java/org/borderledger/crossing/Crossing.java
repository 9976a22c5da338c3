package org.borderledger.crossing;

import jakarta.persistence.Entity;
import java.util.List;
import org.borderledger.figure.Figure;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.DatasetColumn.Role;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** How many people crossed a border by a route in a period, in how many boats. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate fills the fields, and queries use them by name
public class Crossing extends Figure {
    public static final Dataset DATASET = new Dataset(
            "crossings",
            "Crossings",
            "People who crossed a border, by route, and the boats they came in, as each publisher counts them.",
            "crossing",
            "uk-small-boats-daily",
            "people",
            List.of(
                    new DatasetColumn("route", Role.DIMENSION, "The route, by code", "channel"),
                    new DatasetColumn(
                            "citizenship", Role.DIMENSION, "Citizenship, by code; total is all together", "total"),
                    new DatasetColumn("category", Role.DIMENSION, "What kind of crossing, by code", "small-boat"),
                    new DatasetColumn(
                            "people",
                            Role.COUNT,
                            "People who crossed; what exactly is counted is in the series. Null is missing, 0 is none",
                            "437"),
                    new DatasetColumn("boats", Role.COUNT, "Boats that crossed. Null is missing, 0 is none", "7"),
                    new DatasetColumn(
                            "uncontrolledLandings",
                            Role.COUNT,
                            "Boats, among those counted in boats, that landed without being intercepted. Null is missing",
                            "0"),
                    new DatasetColumn(
                                    "sex",
                                    Role.DIMENSION,
                                    "Sex, by code. Null in series that do not tell people apart by it",
                                    "female")
                            .later(),
                    new DatasetColumn(
                                    "ageGroup",
                                    Role.DIMENSION,
                                    "Age on arrival, by code. Null in series that do not tell people apart by it",
                                    "18-to-24")
                            .later(),
                    new DatasetColumn(
                                    "place",
                                    Role.DIMENSION,
                                    "Where, by code, as a state or a country. Null in series that do not tell crossings apart by it",
                                    "texas")
                            .later(),
                    new DatasetColumn(
                                    "demographic",
                                    Role.DIMENSION,
                                    "Who travelled together, by code. Null in series that do not tell people apart by it",
                                    "single-adults")
                            .later(),
                    new DatasetColumn(
                                    "authority",
                                    Role.DIMENSION,
                                    "The legal authority under which people were dealt with, by code. Null in series that do not tell people apart by it",
                                    "title-8")
                            .later()));

    private String route;
    private String citizenship;
    private String category;
    private @Nullable Long people;
    private @Nullable Long boats;
    private @Nullable Long uncontrolledLandings;
    private @Nullable String sex;
    private @Nullable String ageGroup;
    private @Nullable String place;
    private @Nullable String demographic;
    private @Nullable String authority;

    /** The main measure, below every other where it is missing, in the words of the index that holds this order. */
    @Formula("coalesce(people, -9223372036854775807)")
    private Long ranked;

    protected Crossing() {}
}
