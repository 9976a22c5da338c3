package org.borderledger.figure;

import java.util.Arrays;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.converter.TypedArgumentConverter;

/** Reads a problem's code in a table of cases as it stands in answers. */
final class ByCode extends TypedArgumentConverter<String, ProblemCode> {
    ByCode() {
        super(String.class, ProblemCode.class);
    }

    @Override
    protected ProblemCode convert(@Nullable String text) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.code().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
