package org.borderledger.spending;

import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.util.List;
import org.borderledger.figure.Figure;
import org.borderledger.ledger.Column;
import org.borderledger.ledger.Column.Role;
import org.borderledger.ledger.Dataset;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An amount of public money at one stage of its way, exact, in the currency in which it was stated. */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
public class SpendingLine extends Figure {
    public static final Dataset DATASET = new Dataset(
            "spending-lines",
            "Spending lines",
            "Public money for border security, by stage: announced, allocated, committed, disbursed, spent.",
            "spending_line",
            "uk-announced-funding",
            List.of(
                    new Column("stage", Role.DIMENSION),
                    new Column("funder", Role.DIMENSION),
                    new Column("recipient", Role.DIMENSION),
                    new Column("programme", Role.DIMENSION),
                    new Column("purpose", Role.DIMENSION),
                    new Column("amount", Role.AMOUNT),
                    new Column("currency", Role.UNIT),
                    new Column("per", Role.DETAIL),
                    new Column("transaction", Role.DETAIL),
                    new Column("partOf", Role.DETAIL)));

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

    protected SpendingLine() {}

    @Override
    protected @Nullable Object own(String column) {
        return switch (column) {
            case "stage" -> stage;
            case "funder" -> funder;
            case "recipient" -> recipient;
            case "programme" -> programme;
            case "purpose" -> purpose;
            case "amount" -> amount;
            case "currency" -> currency;
            case "per" -> per;
            case "transaction" -> transaction;
            case "partOf" -> partOf;
            default -> throw new IllegalArgumentException("a spending line has no " + column);
        };
    }

    String stage() {
        return stage;
    }

    String funder() {
        return funder;
    }

    String recipient() {
        return recipient;
    }

    String programme() {
        return programme;
    }

    String purpose() {
        return purpose;
    }

    @Nullable BigDecimal amount() {
        return amount;
    }

    @Nullable String currency() {
        return currency;
    }

    @Nullable String per() {
        return per;
    }

    @Nullable String transaction() {
        return transaction;
    }

    @Nullable String partOf() {
        return partOf;
    }
}
