# Builds the service from source and runs it as an ordinary user. Name a PostgreSQL by QUARKUS_DATASOURCE_JDBC_URL, or
# mount a volume on /data for the embedded one.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw -B -q dependency:go-offline
COPY src src
RUN ./mvnw -B -q -DskipTests package

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Border Ledger" \
      org.opencontainers.image.description="Border figures with their sources and their history" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin ledger && install -d -o ledger /data
COPY --from=build /src/target/quarkus-app /app
USER 10001
ENV LEDGER_DATA_DIR=/data
VOLUME /data
EXPOSE 8080 9000
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-XX:+UseSerialGC", "-Xms48m", "-Xmx256m", "-XX:MaxDirectMemorySize=512m", "-XX:TrimNativeHeapInterval=10000", "-jar", "/app/quarkus-run.jar"]
CMD ["run"]
