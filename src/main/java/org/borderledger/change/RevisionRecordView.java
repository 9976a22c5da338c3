package org.borderledger.change;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How reliable the first word of a series has been. */
@Schema(name = "RevisionRecord", description = "How often, how far and how late the figures of a series were revised")
record RevisionRecordView(
        @Schema(description = "The series") String series,
        @Schema(description = "How often") HowOftenView howOften,

        @Schema(description = "How far, by measure") List<HowFarView> howFar,

        @Schema(description = "How late") HowLateView howLate) {

    RevisionRecordView {
        howFar = List.copyOf(howFar);
    }

    @Schema(name = "RevisionsHowOften", description = "How often figures were revised")
    record HowOftenView(
            @Schema(description = "Figures that some release stated")
            long figures,

            @Schema(description = "Of those, figures that are not withdrawn")
            long standing,

            @Schema(description = "Of those stated, figures that were ever revised")
            long figuresRevised,

            @Schema(description = "figuresRevised in percent of figures; null without figures") @Nullable QuotientView shareRevised,

            @Schema(description = "Steps from one value of a figure to another; a figure may have several")
            long revisions,

            @Schema(description = "Of those, steps that the publisher itself marked as revised")
            long flagged,

            @Schema(description = "Of those, steps without a mark")
            long silent,

            @Schema(description = "How often a complete edition left a figure out")
            long withdrawn,

            @Schema(description = "How often a figure that was left out came back")
            long restored) {}

    @Schema(name = "RevisionsHowFar", description = "How far the revisions of one measure went")
    record HowFarView(
            @Schema(description = "The measure") String measure,

            @Schema(description = "Revisions to a larger number")
            long up,

            @Schema(description = "Revisions to a smaller number")
            long down,

            @Schema(description = "Revisions from no number to one; in no sum and no mean")
            long appeared,

            @Schema(description = "Revisions from a number to none; in no sum and no mean")
            long disappeared,

            @Schema(
                    description =
                            "Revisions between numbers that cannot be subtracted, of two currencies or only bounded; in"
                                    + " no sum and no mean")
            long incomparable,

            @Schema(description = "Sum of all changes, up and down, exact")
            BigDecimal sum,

            @Schema(description = "Mean change: sum / (up + down); null where there was none") @Nullable QuotientView mean,

            @Schema(description = "Mean change whatever its direction; null where there was none") @Nullable QuotientView meanAbsolute,

            @Schema(description = "sum in percent of what the revised numbers had been; null where that is 0") @Nullable QuotientView percent,

            @Schema(description = "The largest change whatever its direction; null where there was none") @Nullable LargestView largest) {}

    @Schema(name = "RevisionsHowLate", description = "How late figures were stated and revised, in days of London")
    record HowLateView(
            @Schema(description = "From the first statement of a figure to each of its revisions")
            DaysView untilRevised,

            @Schema(description = "From the last day of a figure's period to its first statement")
            DaysView untilStated) {}

    @Schema(name = "RevisionQuotient", description = "A quotient with both of its sides")
    record QuotientView(
            @Schema(description = "numerator / denominator, to 2 decimals, a half to the even neighbour")
            BigDecimal value,

            @Schema(description = "What is above the line, exact")
            BigDecimal numerator,

            @Schema(description = "What is below the line, exact")
            BigDecimal denominator,

            @Schema(description = "Whether value is in percent")
            boolean percent) {}

    @Schema(name = "LargestRevision", description = "The largest revision of a measure")
    record LargestView(
            @Schema(description = "The figure's key") String key,
            @Schema(description = "The number before") BigDecimal before,
            @Schema(description = "The number after") BigDecimal after,
            @Schema(description = "after less before") BigDecimal difference,

            @Schema(description = "The release that revised it")
            String release) {}

    @Schema(name = "RevisionDays", description = "Numbers of days")
    record DaysView(
            @Schema(
                    description =
                            "Half are not longer and half not shorter; of an even number the mean of the middle two")
            @Nullable BigDecimal median,

            @Schema(description = "The longest") @Nullable Long longest,

            @Schema(description = "The figure with the longest") @Nullable String longestKey,

            @Schema(description = "How many there are") long measured,

            @Schema(
                    description =
                            "How many are left out, because the figure stands in the first release that the ledger"
                                    + " holds and may have been stated before")
            long unknown) {}
}
