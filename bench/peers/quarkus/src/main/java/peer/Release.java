package peer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

@Entity
public class Release extends PanacheEntityBase {
    @Id
    @JsonIgnore
    public Integer id;

    public String code;
    public String publisher;
    public Instant issuedAt;
    public String issuedPrecision;
    public String url;
    public String licence;
    public int revision;
}
