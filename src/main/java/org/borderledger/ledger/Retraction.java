package org.borderledger.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;

/** That a release was taken out of the timeline, by a retraction or because another reading took its place. */
@Entity
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields of what it reads
public class Retraction {
    @Id
    @Column(name = "release_id")
    private Integer release;

    private int revision;
    private String reason;

    protected Retraction() {}

    public Integer release() {
        return release;
    }

    public int revision() {
        return revision;
    }

    public String reason() {
        return reason;
    }
}
