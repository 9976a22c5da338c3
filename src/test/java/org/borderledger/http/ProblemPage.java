package org.borderledger.http;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.Documentation;
import org.borderledger.problem.ProblemCode;

/** Reads docs/problems.md: a heading for each code, and under it a line with the request that gives it. */
final class ProblemPage {
    private static final Pattern SECTION = Pattern.compile("(?m)^### ([a-z-]+)$");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^Example: `([A-Z]+ /[^`]*)`");
    private static final Pattern REPEATED = Pattern.compile("(.)\\{(\\d+)}");

    private ProblemPage() {}

    /** The example request of each code that has one, as method and target; {@code 9{33000}} is so many nines. */
    static Map<ProblemCode, String> examples() {
        Map<ProblemCode, String> examples = new EnumMap<>(ProblemCode.class);
        String page = Documentation.read("docs/problems.md");
        for (ProblemCode code : ProblemCode.values()) {
            section(page, code)
                    .map(EXAMPLE::matcher)
                    .filter(Matcher::find)
                    .ifPresent(example -> examples.put(
                            code,
                            REPEATED.matcher(example.group(1))
                                    .replaceAll(times -> times.group(1).repeat(Integer.parseInt(times.group(2))))));
        }
        return examples;
    }

    private static Optional<String> section(String page, ProblemCode code) {
        return Arrays.stream(page.split("(?m)^(?=### )", -1))
                .filter(section -> {
                    Matcher heading = SECTION.matcher(section);
                    return heading.find() && heading.group(1).equals(code.code());
                })
                .findFirst();
    }
}
