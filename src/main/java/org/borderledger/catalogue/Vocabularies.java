package org.borderledger.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.borderledger.change.ChangeOfFigure;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.SpeakerKind;
import org.borderledger.period.Frequency;
import org.borderledger.problem.ProblemCode;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The codes that answers may have, written into the contract as <em>open</em> enumerations: {@code x-extensible-enum} lists
 * what is there today, the type stays a string, so that a client made of the contract reads on when a code is added. Codes
 * of dimensions are not here: they come with series, and the structure of a dataset lists them.
 */
final class Vocabularies {
    private static final String CODES = "x-extensible-enum";
    private static final String OPEN = " Further codes may be added.";

    private static final List<String> STATUSES = codes(ObservationStatus.values(), ObservationStatus::name);

    /** By the name of the property, or of the schema and the property where one name has several meanings. */
    private static final Map<String, List<String>> BY_PROPERTY = Map.ofEntries(
            Map.entry("status", STATUSES),
            Map.entry("qualifier", Qualifier.codes()),
            Map.entry("relation", Relation.codes()),
            Map.entry("relationBy", List.of("computed", "editor")),
            Map.entry("reasons", Reason.codes()),
            // of rows as they are now, whose past alone is nothing that changed
            Map.entry(
                    "change",
                    List.of(
                            ChangeOfFigure.ADDED.code(),
                            ChangeOfFigure.REVISED.code(),
                            ChangeOfFigure.WITHDRAWN.code())),
            Map.entry("Change.change", ChangeOfFigure.codes()),
            Map.entry("speakerKind", SpeakerKind.codes()),
            Map.entry("changeKind", codes(ChangeKind.values(), ChangeKind::code)),
            Map.entry("issuedBasis", codes(IssueDate.Basis.values(), IssueDate.Basis::code)),
            Map.entry("issuedPrecision", codes(IssueDate.Precision.values(), IssueDate.Precision::code)),
            Map.entry("Release.kind", ReleaseKind.codes()),
            Map.entry("Revision.action", codes(Ledger.Action.values(), Ledger.Action::code)),
            Map.entry("Series.frequency", codes(Frequency.values(), Frequency::code)),
            Map.entry("Finding.level", codes(Finding.Level.values(), Finding.Level::code)),
            Map.entry("Problem.code", codes(ProblemCode.values(), ProblemCode::code)));

    private Vocabularies() {}

    /** Lists the codes at every property that has some. */
    static void writeInto(OpenAPI document) {
        document.getComponents().getSchemas().forEach(Vocabularies::write);
    }

    private static void write(String name, Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((property, type) -> {
                List<String> codes = BY_PROPERTY.getOrDefault(name + "." + property, BY_PROPERTY.get(property));
                Schema text = ofText(type);
                if (codes != null && text != null) {
                    text.addExtension(CODES, codes);
                    type.description(type.getDescription().replaceFirst("\\.$", "") + "." + OPEN);
                }
                write(name, type);
            });
        }
    }

    /** The schema, or that of its items, where it is of text without a format. */
    private static @Nullable Schema ofText(Schema schema) {
        Schema one = schema.getItems() == null ? schema : schema.getItems();
        boolean isText = one.getType() != null && one.getType().contains(Schema.SchemaType.STRING);
        return isText && one.getFormat() == null ? one : null;
    }

    private static <T> List<String> codes(T[] values, Function<T, String> code) {
        return Arrays.stream(values).map(code).toList();
    }
}
