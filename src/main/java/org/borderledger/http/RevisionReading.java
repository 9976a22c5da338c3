package org.borderledger.http;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Reads the revision of an answer's validator inside the transaction that reads the answer. Read before it, a revision
 * that lands in between would give the new answer the validator of the old one, and a replica that is still at the old
 * one would confirm it.
 */
@OfDataset("")
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE) // inside of @Transactional, which is at PLATFORM_BEFORE + 200
class RevisionReading {
    private final AnsweredRevision revision;

    RevisionReading(AnsweredRevision revision) {
        this.revision = revision;
    }

    @AroundInvoke
    Object inItsTransaction(InvocationContext call) throws Exception {
        revision.forget();
        Object answer = call.proceed();
        if (!revision.isRead()) {
            // the transaction sees one picture from its first statement to its last
            revision.read();
        }
        return answer;
    }
}
