package peer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** The table as an entity, and the entity as the answer: the way of the tutorials. */
@Entity
public class Crossing extends PanacheEntityBase {
    @Id
    @JsonIgnore
    public Long id;

    public String key;
    public String series;
    public LocalDate periodStart;
    public LocalDate periodEnd;
    public String route;
    public String citizenship;
    public String category;
    public Long people;
    public Long boats;
    public Long uncontrolledLandings;
    public String status;
    public boolean revised;
    public String qualifier;
    public BigDecimal valueHigh;
    public String originalText;

    @ManyToOne
    public Release release;

    public String locator;
    public String measureStatus;
    public String publisherFlag;
    public boolean withdrawn;
    public Instant issuedFrom;
    public Instant issuedTo;
    public String sex;
    public String ageGroup;
    public String place;
    public String demographic;
    public String authority;

    @JsonIgnore
    public int revisionTo;
}
