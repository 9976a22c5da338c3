# Builds the service from source, and an image that holds no distribution: the C library, a Java runtime of only what is
# needed, the service, and one shell, which nothing uses but initdb of the embedded PostgreSQL.
#
#   docker build -t border-ledger .        without an engine: image/build
ARG JDK_IMAGE=eclipse-temurin:25-jdk
FROM ${JDK_IMAGE} AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /root-of-image
# Which versions is for the base to say: it is what is kept up to date.
# hadolint ignore=DL3008
RUN apt-get update -qq && mkdir /packages
WORKDIR /packages
RUN apt-get download -qq libc6 libgcc-s1 libstdc++6 zlib1g dash \
    && for package in *.deb; do dpkg-deb --extract "$package" /root-of-image; done
WORKDIR /root-of-image
RUN rm -rf usr/share usr/lib/*/gconv && ln -sf dash bin/sh \
    && mkdir -p etc tmp data home/ledger && chmod 1777 tmp && chown -R 10001:10001 data home/ledger \
    && printf 'root:x:0:0::/:/usr/sbin/nologin\nledger:x:10001:10001::/home/ledger:/usr/sbin/nologin\n' >etc/passwd \
    && printf 'root:x:0:\nledger:x:10001:\n' >etc/group

RUN jlink --output /opt/java --compress zip-6 --strip-debug --no-header-files --no-man-pages --include-locales=en-GB --add-modules \
    java.se,jdk.crypto.ec,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# What the service is made of changes less often than the service.
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw -B -q dependency:go-offline
COPY src src
RUN ./mvnw -B -q -Dmaven.test.skip package

# The virtual machine holds what it has learnt to the times of the files: those of the image are all one.
ARG SOURCE_DATE_EPOCH=1764547200
RUN cp -r target/quarkus-app /app && cp src/main/image/*.options target/sbom.json /app/ \
    && find /app -exec touch -d "@$SOURCE_DATE_EPOCH" {} + && src/main/image/learn

FROM scratch
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Border Ledger" \
      org.opencontainers.image.description="Border figures with their sources and their history" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /root-of-image /
COPY --from=build /opt/java /opt/java
COPY --from=build /app /app
ENV LEDGER_DATA_DIR=/data
VOLUME /data
EXPOSE 8080 9000
USER 10001:10001
HEALTHCHECK --start-period=90s --interval=30s --timeout=10s CMD ["/opt/java/bin/java", "@/app/java.options", "@/app/service.options", "-XX:AOTCache=/app/ledger.aot", "-Xlog:aot*=off", "-jar", "/app/quarkus-run.jar", "health"]
ENTRYPOINT ["/opt/java/bin/java", "@/app/java.options", "@/app/service.options", "-XX:AOTCache=/app/ledger.aot", "-Xlog:aot*=off", "-jar", "/app/quarkus-run.jar"]
CMD ["run"]
