package org.borderledger.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered, with what would have worked. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_ECHO = 60;

    private final ProblemCode code;
    private final @Nullable String parameter;
    private final @Nullable String hint;
    private final transient List<String> allowed;

    private Problem(
            ProblemCode code, String detail, @Nullable String parameter, @Nullable String hint, List<String> allowed) {
        super(detail, null, false, false);
        this.code = code;
        this.parameter = parameter;
        this.hint = hint;
        this.allowed = List.copyOf(allowed);
    }

    /** A problem that concerns no single parameter. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, null, null, List.of());
    }

    /** A value that cannot be read; {@code takes} completes the sentence "it takes …". */
    public static Problem invalid(String parameter, String value, String takes) {
        return of(ProblemCode.INVALID_VALUE, parameter + " '" + echo(value) + "' cannot be read: it takes " + takes)
                .about(parameter);
    }

    public Problem about(String name) {
        return new Problem(code, detail(), name, hint, allowed);
    }

    public Problem hint(String whatWouldHaveWorked) {
        return new Problem(code, detail(), parameter, whatWouldHaveWorked, allowed);
    }

    public Problem allowed(List<String> values) {
        return new Problem(code, detail(), parameter, hint, values);
    }

    /** What a caller sent, short and printable, for use inside a sentence. */
    public static String echo(String value) {
        var printable = new StringBuilder();
        value.codePoints().limit(LONGEST_ECHO).forEach(point -> {
            boolean shown = Character.isDefined(point)
                    && !Character.isISOControl(point)
                    && Character.getType(point) != Character.SURROGATE;
            printable.appendCodePoint(shown ? point : 0xFFFD);
        });
        return value.codePointCount(0, value.length()) > LONGEST_ECHO ? printable + "…" : printable.toString();
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public @Nullable String parameter() {
        return parameter;
    }

    public @Nullable String hint() {
        return hint;
    }

    public List<String> allowed() {
        return allowed;
    }
}
