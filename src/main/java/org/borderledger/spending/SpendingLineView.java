package org.borderledger.spending;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.borderledger.ledger.Release;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One amount of money with its source; the components are the columns, in their order (API rule 14). */
@Schema(name = "SpendingLine", description = "One amount of money with its source")
public record SpendingLineView(
        @Schema(
                description = "The figure's lasting key: series, period, then the codes that vary. Its address is"
                        + " /v1/{dataset}/{key}",
                examples = "uk-announced-funding:2024-11-04")
        String key,

        @Schema(description = "The series that the figure belongs to", examples = "uk-announced-funding")
        String series,

        @Schema(description = "First day of the period, inclusive", format = "date")
        LocalDate periodStart,

        @Schema(description = "Last day of the period, inclusive", format = "date")
        LocalDate periodEnd,

        @Schema(description = "announced, allocated, committed, disbursed or spent", examples = "announced")
        String stage,

        @Schema(description = "Who gives, by code", examples = "uk-government")
        String funder,

        @Schema(description = "Who receives, by code", examples = "border-security-command")
        String recipient,

        @Schema(description = "The programme, by code", examples = "border-security-command")
        String programme,

        @Schema(description = "What for, by code", examples = "total")
        String purpose,

        @Schema(description = "The amount, exact, in whole units of the currency", examples = "150000000") @Nullable BigDecimal amount,

        @Schema(description = "ISO 4217 code of the currency in which it was stated", examples = "GBP") @Nullable String currency,

        @Schema(
                description = "year where the amount is a yearly rate, which is never summed; else null",
                examples = "year")
        @Nullable String per,

        @Schema(description = "The payer's transaction number", examples = "12345") @Nullable String transaction,

        @Schema(
                description = "The key of the figure that contains this one; unknown where nobody has published it",
                examples = "uk-announced-funding:2024-11-04")
        @Nullable String partOf,

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

        @Schema(description = "Where in the release it stands", examples = "text as quoted") @Nullable String locator,

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

    static SpendingLineView of(SpendingLine figure) {
        Release release = figure.release();
        return new SpendingLineView(
                figure.key(),
                figure.series(),
                figure.periodStart(),
                figure.periodEnd(),
                figure.stage(),
                figure.funder(),
                figure.recipient(),
                figure.programme(),
                figure.purpose(),
                figure.amount(),
                figure.currency(),
                figure.per(),
                figure.transaction(),
                figure.partOf(),
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
