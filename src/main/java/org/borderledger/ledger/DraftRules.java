package org.borderledger.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** What must hold for a figure whoever imports it. */
final class DraftRules {
    private DraftRules() {}

    static void check(Draft draft, Dataset dataset) {
        Series series = draft.series();
        if (!Period.find(draft.period().code()).equals(Optional.of(draft.period()))) {
            throw refused(draft, "lies outside the years that a period may have");
        }
        Stream.concat(
                        draft.values().values().stream(),
                        Stream.of(draft.locator(), draft.originalText(), draft.measureStatus(), draft.publisherFlag()))
                .filter(text -> text instanceof String words && words.indexOf('\0') >= 0)
                .findFirst()
                .ifPresent(text -> {
                    throw refused(draft, "has a character in its words that no text has: U+0000");
                });
        for (Map.Entry<String, Object> entry : draft.values().entrySet()) {
            Column column = dataset.columns().stream()
                    .filter(each -> each.name().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> refused(draft, "has no column " + entry.getKey() + " in " + dataset.name()));
            check(draft, column, entry.getValue());
        }
        for (Column column : dataset.columns()) {
            boolean isNeeded = column.role() == Column.Role.DIMENSION
                    // a series from before the column declares no code of it, and is not told apart by it
                    && (!column.isLater() || !series.codes(column.name()).isEmpty());
            if (isNeeded && !draft.values().containsKey(column.name())) {
                throw refused(draft, "has no " + column.name());
            }
        }
        Object main = draft.values().get(series.mainMeasure());
        boolean hasValue =
                series.measures().stream().anyMatch(measure -> draft.values().get(measure) != null);
        if (draft.status().isMissing() == hasValue) {
            throw refused(draft, "has status " + draft.status() + (hasValue ? " and a value" : " and no value"));
        }
        if ((draft.qualifier() == Qualifier.BETWEEN) != (draft.valueHigh() != null)) {
            throw refused(draft, "has a higher value exactly where its qualifier is between");
        }
        if (draft.qualifier() != Qualifier.EXACT && main == null && !hasValue) {
            throw refused(draft, "qualifies a value that it has not");
        }
    }

    private static void check(Draft draft, Column column, @Nullable Object value) {
        Series series = draft.series();
        switch (column.role()) {
            case DIMENSION -> {
                if (draft.redacted() != null && Redaction.CODE.equals(value)) {
                    return;
                }
                if (!(value instanceof String code) || !series.takes(column.name(), code)) {
                    throw refused(
                            draft,
                            "has " + column.name() + " '" + value + "', which " + series.id() + " does not declare: "
                                    + series.codes(column.name()).keySet());
                }
                if (!Code.isCode(code)) {
                    throw refused(draft, "has a code that is not kebab-case: " + code);
                }
            }
            case COUNT -> {
                if (value != null && (!(value instanceof Long count) || count < 0)) {
                    throw refused(draft, "has " + column.name() + " " + value + ", which is not a count");
                }
            }
            case AMOUNT -> {
                if (value != null && !(value instanceof BigDecimal)) {
                    throw refused(draft, "has " + column.name() + " " + value + ", which is not a decimal");
                }
            }
            case UNIT -> {
                if (value != null
                        && !(value instanceof String code && series.units().containsKey(code))) {
                    throw refused(
                            draft,
                            "has " + column.name() + " '" + value + "', which " + series.id() + " does not declare: "
                                    + series.units().keySet());
                }
            }
            case DETAIL -> {
                if (value != null && !(value instanceof String)) {
                    throw refused(draft, "has " + column.name() + " " + value + ", which is not text");
                }
            }
        }
        if (column.isMeasure() && value != null && !series.measures().contains(column.name())) {
            throw refused(draft, "has " + column.name() + ", which is not a measure of " + series.id());
        }
    }

    private static Ledger.Refused refused(Draft draft, String reason) {
        return new Ledger.Refused("figure " + draft.key() + " at " + draft.locator() + " " + reason);
    }
}
