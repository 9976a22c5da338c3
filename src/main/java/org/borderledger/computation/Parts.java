package org.borderledger.computation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which figure is part of which, among all that came in; a part may have parts itself (API rule 20). */
final class Parts {
    private static final String UNKNOWN = "unknown";

    private final Map<String, String> containers = new HashMap<>();

    void add(Input input) {
        if (input.partOf() != null) {
            containers.put(input.key(), input.partOf());
        }
    }

    /** Whether it is not published what contains the figure, or what contains that. */
    boolean isOfUnknown(String key) {
        return findContainer(key, UNKNOWN::equals).isPresent();
    }

    /** The nearest figure that contains this one, of those that fulfil the condition. */
    Optional<String> findContainer(String key, Predicate<String> condition) {
        Set<String> passed = new HashSet<>();
        String container = containers.get(key);
        // a publisher's chain may run in a circle
        while (container != null && passed.add(container) && !container.equals(key)) {
            if (condition.test(container)) {
                return Optional.of(container);
            }
            container = containers.get(container);
        }
        return Optional.empty();
    }
}
