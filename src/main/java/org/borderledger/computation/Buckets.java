package org.borderledger.computation;

import java.util.ArrayList;
import java.util.List;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** The spans of time that rows stand for. Those of a frequency keep their full calendar bounds (API rule 21). */
final class Buckets {
    private final AggregateQuestion question;
    private final @Nullable Period dataSpan;
    private final List<Period> listed;

    Buckets(AggregateQuestion question, @Nullable Period dataSpan) {
        this.question = question;
        this.dataSpan = dataSpan;
        List<Period> whole = dataSpan == null ? List.of() : List.of(dataSpan);
        this.listed =
                question.frequency() != null ? List.of() : question.asked().isEmpty() ? whole : question.asked();
    }

    /** The buckets that hold the whole of a figure's period: at most one of a frequency, any number of a list. */
    List<Period> holding(Period figure) {
        Calendar frequency = question.frequency();
        if (frequency != null) {
            Period bucket = frequency.around(figure.start());
            return bucket.contains(figure) ? List.of(bucket) : List.of();
        }
        return listed.stream().filter(bucket -> bucket.contains(figure)).toList();
    }

    /** All buckets of a list, or the only one; empty with a frequency. */
    List<Period> listed() {
        return listed;
    }

    /** The buckets of the frequency that hold a whole period, both of what the data spans and of what is read. */
    List<Period> ofData(@Nullable Calendar rhythm) {
        List<Period> buckets = new ArrayList<>();
        Calendar frequency = question.frequency();
        if (frequency != null && dataSpan != null) {
            Period bucket = frequency.around(dataSpan.start());
            while (!bucket.start().isAfter(dataSpan.end())) {
                if (reaches(question.reads(), bucket, rhythm)) {
                    buckets.add(bucket);
                }
                bucket = frequency.next(bucket);
            }
        }
        return buckets;
    }

    /** Whether the bucket has a row: a window also reads buckets that were not asked for. */
    boolean isAsked(Period bucket, @Nullable Calendar rhythm) {
        return reaches(question.asked(), bucket, rhythm);
    }

    /** A bucket of which only a part of the series' period was asked for has no row: its figure is not inside. */
    private static boolean reaches(List<Period> ranges, Period bucket, @Nullable Calendar rhythm) {
        return ranges.isEmpty()
                || ranges.stream()
                        .flatMap(range -> range.common(bucket).stream())
                        .anyMatch(common -> rhythm == null || rhythm.count(common) > 0);
    }

    /** The days of a row's span whose figures were read; all where no range was asked for. */
    Period read(Period span) {
        return question.listOfPeriods()
                ? span
                : question.reads().stream()
                        .flatMap(read -> read.common(span).stream())
                        .findFirst()
                        .orElse(span);
    }
}
