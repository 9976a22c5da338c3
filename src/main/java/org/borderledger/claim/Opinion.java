package org.borderledger.claim;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import org.borderledger.ledger.ClaimDraft;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What an editor says of a claim, from a revision on. Never changed; the newest counts. */
@Entity
@Immutable
@Table(name = "claim_review")
@IdClass(Opinion.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
class Opinion {
    @Id
    private String claim;

    @Id
    private int revision;

    private @Nullable String relation;
    private String reasons;
    private @Nullable String note;
    private String reviewer;

    protected Opinion() {}

    /** The claim and the revision by which the ledger learnt the opinion. */
    record Key(String claim, int revision) implements Serializable {}

    String claim() {
        return claim;
    }

    int revision() {
        return revision;
    }

    /** How the claim stands to the record; only where the claim has no number. */
    @Nullable Relation relation() {
        return relation == null ? null : Relation.find(relation).orElseThrow();
    }

    List<Reason> reasons() {
        return ClaimDraft.Opinion.reasons(reasons);
    }

    @Nullable String note() {
        return note;
    }

    String reviewer() {
        return reviewer;
    }
}
