package org.borderledger.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** What must hold for the figures of a dataset whoever imports them. */
final class DraftRules {
    /** What an index of the database takes at most is five times that. */
    private static final int LONGEST_KEY = 500;
    /** So many digits of an amount that has too many are shown. */
    private static final int SHOWN = 20;

    private final Dataset dataset;
    private final Map<String, DatasetColumn> columns = new HashMap<>();
    /** The figures of a list are of one period, which need not be looked up a million times. */
    private @Nullable Period lastSound;

    DraftRules(Dataset dataset) {
        this.dataset = dataset;
        dataset.columns().forEach(column -> columns.put(column.name(), column));
    }

    void check(Draft draft) {
        Series series = draft.series();
        if (!draft.period().equals(lastSound)
                && !Period.find(draft.period().code()).equals(Optional.of(draft.period()))) {
            throw refused(draft, "lies outside the years that a period may have");
        }
        lastSound = draft.period();
        if (draft.key().length() > LONGEST_KEY) {
            throw refused(draft, "has a key of more than " + LONGEST_KEY + " characters");
        }
        draft.values().values().forEach(value -> checkWords(draft, value));
        checkWords(draft, draft.locator());
        checkWords(draft, draft.originalText());
        checkWords(draft, draft.measureStatus());
        checkWords(draft, draft.publisherFlag());
        for (Map.Entry<String, Object> entry : draft.values().entrySet()) {
            DatasetColumn column = columns.get(entry.getKey());
            if (column == null) {
                throw refused(draft, "has no column " + entry.getKey() + " in " + dataset.name());
            }
            check(draft, column, entry.getValue());
        }
        for (DatasetColumn column : dataset.columns()) {
            boolean isNeeded = column.role() == DatasetColumn.Role.DIMENSION
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
        if (draft.valueHigh() != null) {
            checkDigits(draft, "valueHigh", draft.valueHigh());
        }
        if (draft.qualifier() != Qualifier.EXACT && main == null && !hasValue) {
            throw refused(draft, "qualifies a value that it has not");
        }
    }

    private static void checkWords(Draft draft, @Nullable Object text) {
        if (text instanceof String words && words.indexOf('\0') >= 0) {
            throw refused(draft, "has a character in its words that no text has: U+0000");
        }
    }

    private static void checkDigits(Draft draft, String name, BigDecimal amount) {
        if (!DatasetColumn.fits(amount)) {
            throw refused(
                    draft,
                    "has " + name + " " + amount.round(new MathContext(SHOWN)) + ", of more than "
                            + DatasetColumn.MOST_WHOLE_DIGITS + " digits before the point or "
                            + DatasetColumn.MOST_DECIMALS
                            + " after it");
        }
    }

    private static void check(Draft draft, DatasetColumn column, @Nullable Object value) {
        Series series = draft.series();
        switch (column.role()) {
            case DIMENSION -> {
                if (draft.redacted() != null && Redaction.CODE.equals(value)) {
                    return;
                }
                if (value instanceof String code
                        && series.openDimensions().contains(column.name())
                        && !Code.isCode(code)) {
                    throw refused(draft, notACode(column, code));
                }
                if (!(value instanceof String code) || !series.takes(column.name(), code)) {
                    throw refused(
                            draft,
                            "has " + column.name() + " '" + value + "', which " + series.id() + " does not declare: "
                                    + series.codes(column.name()).keySet());
                }
                if (!Code.isCode(code)) {
                    throw refused(draft, notACode(column, code));
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
                if (value instanceof BigDecimal amount) {
                    checkDigits(draft, column.name(), amount);
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

    private static String notACode(DatasetColumn column, String code) {
        return "has a " + column.name() + " that is not kebab-case of at most " + Code.LONGEST + " characters: " + code;
    }

    private static Ledger.Refused refused(Draft draft, String reason) {
        return new Ledger.Refused("figure " + draft.key() + " at " + draft.locator() + " " + reason);
    }
}
