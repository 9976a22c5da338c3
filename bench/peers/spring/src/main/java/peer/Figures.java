package peer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;
import org.springframework.data.rest.core.annotation.RepositoryRestResource;
import org.springframework.data.rest.core.annotation.RestResource;
import org.springframework.format.annotation.DateTimeFormat;

@RepositoryRestResource(path = "figures")
public interface Figures extends Repository<Figure, String> {
    Optional<Figure> findById(String key);

    @RestResource(path = "days")
    List<Figure> findBySeriesAndPeriodStartGreaterThanEqualAndPeriodEndLessThanEqualOrderByPeriodEndDescKeyAsc(
            @Param("series") String series,
            @Param("from") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @Param("to") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to);

    @RestResource(path = "codes")
    Slice<Figure> findBySeriesAndPlaceAndCitizenship(
            @Param("series") String series,
            @Param("place") String place,
            @Param("citizenship") String citizenship,
            Pageable page);
}
