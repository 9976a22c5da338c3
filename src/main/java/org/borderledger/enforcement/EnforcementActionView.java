package org.borderledger.enforcement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.borderledger.ledger.Release;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One enforcement figure with its source; the components are the columns, in their order (API rule 14). */
@Schema(name = "EnforcementAction", description = "One enforcement figure with its source")
public record EnforcementActionView(
        @Schema(
                description = "The figure's lasting key: series, period, then the codes that vary. Its address is"
                        + " /v1/{dataset}/{key}",
                examples = "uk-small-boats-prevented-weekly:2025-W25")
        String key,

        @Schema(description = "The series that the figure belongs to", examples = "uk-small-boats-prevented-weekly")
        String series,

        @Schema(description = "First day of the period, inclusive", format = "date")
        LocalDate periodStart,

        @Schema(description = "Last day of the period, inclusive", format = "date")
        LocalDate periodEnd,

        @Schema(description = "What was done, by code", examples = "prevention")
        String action,

        @Schema(description = "What it concerned, by code", examples = "small-boat-crossing")
        String item,

        @Schema(description = "Who did it, by code", examples = "french-authorities")
        String agency,

        @Schema(description = "Where, by code", examples = "france")
        String place,

        @Schema(description = "How often. Null is missing or not stated", examples = "40") @Nullable Long events,

        @Schema(description = "How much or how many, in the unit. Null is missing or not stated", examples = "1083")
        @Nullable BigDecimal quantity,

        @Schema(description = "What quantity counts", examples = "people") @Nullable String unit,

        @Schema(
                description = "How firm the figure is: a letter of the SDMX code list CL_OBS_STATUS. A normal, P"
                        + " provisional, E estimated, O missing, L not collected, Q suppressed, B break, and others"
                        + " that may be added",
                examples = "P")
        String status,

        @Schema(description = "Whether an earlier release said something else; computed from the releases held")
        boolean revised,

        @Schema(
                description = "How the publisher bounded the main measure: exact, about, more-than, at-least, up-to,"
                        + " less-than, between, order-of",
                examples = "exact")
        String qualifier,

        @Schema(description = "The higher end where the qualifier is between") @Nullable BigDecimal valueHigh,

        @Schema(description = "The publisher's words, where it wrote words") @Nullable String originalText,

        @Schema(description = "The release that first stated this value; /v1/releases/{id}")
        String release,

        @Schema(description = "Who published it", examples = "Home Office")
        String publisher,

        @Schema(
                description = "When the release was issued, as exactly as it is known: an instant, a day, a month or a"
                        + " year",
                examples = "2025-11-14T12:15:21Z")
        String issuedAt,

        @Schema(description = "Where the publisher put it", format = "uri") @Nullable String sourceUrl,

        @Schema(description = "Where in the release it stands", examples = "SB_02!A391") @Nullable String locator,

        @Schema(description = "The licence of the release", examples = "OGL-UK-3.0") @Nullable String licence,

        @Schema(description = "The revision of the ledger that made this row")
        int revision,

        @Schema(
                description = "Statuses of single measures that differ from the row's, such as"
                        + " uncontrolledLandings=O (missing)")
        @Nullable String measureStatus,

        @Schema(description = "The publisher's own mark, such as Revised") @Nullable String publisherFlag,

        @Schema(description = "Whether a later complete edition left the figure out")
        boolean withdrawn,

        @Schema(description = "From when on the public could know this value, inclusive", format = "date-time")
        Instant validFrom,

        @Schema(
                description = "From when on the publisher said something else, exclusive; null while it stands",
                format = "date-time")
        @Nullable Instant validTo) {

    static EnforcementActionView of(EnforcementAction figure) {
        Release release = figure.release();
        return new EnforcementActionView(
                figure.key(),
                figure.series(),
                figure.periodStart(),
                figure.periodEnd(),
                figure.action(),
                figure.item(),
                figure.agency(),
                figure.place(),
                figure.events(),
                figure.quantity(),
                figure.unit(),
                figure.status(),
                figure.revised(),
                figure.qualifier(),
                figure.valueHigh(),
                figure.originalText(),
                release.code(),
                release.publisher(),
                release.issuedText(),
                release.url(),
                figure.locator(),
                release.licence(),
                figure.revision(),
                figure.measureStatus(),
                figure.publisherFlag(),
                figure.withdrawn(),
                figure.validFrom(),
                figure.validTo());
    }
}
