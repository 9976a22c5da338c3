package org.borderledger.command;

import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.borderledger.catalogue.Datasets;
import org.borderledger.discovery.Discovery;
import org.borderledger.discovery.Manner;
import org.borderledger.discovery.Source;
import org.borderledger.discovery.Sources;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ingest.Imports;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;

/** What the environment says of discovery. */
record DiscoverySettings(List<Source> sources, String contact, Set<String> reachable, Optional<Duration> every) {

    /** @throws IllegalArgumentException where a variable cannot be read, with what it takes */
    static DiscoverySettings of(Map<String, String> environment) {
        return new DiscoverySettings(
                sources(environment.getOrDefault("LEDGER_DISCOVERY_SOURCES", "")),
                environment.getOrDefault("LEDGER_DISCOVERY_CONTACT", "").strip(),
                Arrays.stream(environment
                                .getOrDefault("LEDGER_DISCOVERY_REACHABLE", "")
                                .split(",", -1))
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                every(environment.getOrDefault("LEDGER_DISCOVERY_EVERY", "").strip()));
    }

    private static List<Source> sources(String file) {
        try {
            return file.isBlank() ? Sources.declared() : Sources.of(Path.of(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "LEDGER_DISCOVERY_SOURCES names " + file + ", which is no list of sources: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    private static Optional<Duration> every(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Duration every;
        try {
            every = DurationConverter.parseDuration(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "LEDGER_DISCOVERY_EVERY takes a duration such as 6h, not " + text, unreadable);
        }
        if (every.compareTo(Discovery.SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "LEDGER_DISCOVERY_EVERY takes 15m or longer: publishers issue nothing oftener than daily");
        }
        return Optional.of(every);
    }

    /** The sources of these names alone; all of them where there are none. */
    DiscoverySettings only(List<String> names) {
        List<String> known = sources.stream().map(Source::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException("there is no source " + unknown + "; choose from " + known);
        });
        return new DiscoverySettings(
                sources.stream()
                        .filter(source -> names.isEmpty() || names.contains(source.name()))
                        .toList(),
                contact,
                reachable,
                every);
    }

    /** @throws IllegalArgumentException where no contact is set */
    Manner manner() {
        if (contact.isEmpty()) {
            throw new IllegalArgumentException("set LEDGER_DISCOVERY_CONTACT to a mail address or a page by which"
                    + " publishers can reach you: it is sent with every request");
        }
        return Manner.of(contact, reachable);
    }

    Discovery discovery(Database database) {
        SeriesCatalogue catalogue = SeriesCatalogue.load();
        Ledger ledger = database.ledger(catalogue);
        var imports = new Imports(new FormatReader(Datasets.ALL, catalogue, Publishers.importers()), ledger);
        return new Discovery(sources, manner(), imports, ledger, Clock.systemUTC());
    }
}
