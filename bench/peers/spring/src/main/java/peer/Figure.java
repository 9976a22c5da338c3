package peer;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

@Entity
@Table(name = "peer_figure")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public class Figure {
    @Id
    String key;

    String series;
    LocalDate periodStart;
    LocalDate periodEnd;
    String route;
    String citizenship;
    String category;
    Long people;
    Long boats;
    Long uncontrolledLandings;
    String status;
    boolean revised;
    String qualifier;
    BigDecimal valueHigh;
    String originalText;
    String release;
    String publisher;
    String issuedAt;
    String sourceUrl;
    String locator;
    String licence;
    int revision;
    String measureStatus;
    String publisherFlag;
    boolean withdrawn;
    Instant validFrom;
    Instant validTo;
    String sex;
    String ageGroup;
    String place;
    String demographic;
    String authority;
}
