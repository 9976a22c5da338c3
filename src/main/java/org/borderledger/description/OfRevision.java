package org.borderledger.description;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What was made of the revision that was asked for last, so that it is made once for it. */
final class OfRevision<T> {
    private volatile @Nullable Made<T> last;

    private record Made<T>(int revision, T what) {}

    T get(int revision, IntFunction<T> make) {
        Made<T> known = last;
        if (known == null || known.revision() != revision) {
            known = new Made<>(revision, make.apply(revision));
            last = known;
        }
        return known.what();
    }
}
