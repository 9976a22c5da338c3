package peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer;

@SpringBootApplication
public class Peer {
    public static void main(String[] arguments) {
        SpringApplication.run(Peer.class, arguments);
    }

    /** The key is what a figure is called, so answers show it. */
    @Bean
    RepositoryRestConfigurer keysAreShown() {
        return RepositoryRestConfigurer.withConfig(settings -> settings.exposeIdsFor(Figure.class));
    }
}
