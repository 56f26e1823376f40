# syntax=docker/dockerfile:1
# The bank's processes: one image, its main class chosen by the command. docker build --target processes .
# The stream jobs, on Flink's own image:                                  docker build --target stream-jobs .
# LIBRARIES is an image of the libraries that was made before (deploy/libraries.sh); without it they are made with the rest.
ARG LIBRARIES=libraries

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# The jobs take of Flink's own only what its image has not: the connector, in the version of the pom.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -ntp -Dquick -DskipTests -pl processes,stream-jobs,standalone -am package \
        dependency:copy-dependencies -DincludeScope=runtime -DexcludeGroupIds=org.apache.flink -Dmdep.prependGroupId=true \
 && mvn -q -B -ntp -Dquick -DskipTests -pl stream-jobs -am package \
        dependency:copy-dependencies -DincludeArtifactIds=flink-connector-kafka,flink-connector-base \
 && mkdir -p /out/jobs \
 && cp stream-jobs/target/stream-jobs-*-SNAPSHOT.jar stream-jobs/target/dependency/*.jar /out/jobs/ \
 && java -Djarmode=tools -jar processes/target/processes-*-SNAPSHOT.jar extract --layers --destination /out/app \
 && cp /out/app/dependencies/lib/opentelemetry-*.jar /out/jobs/ \
 && java -Djarmode=tools -jar standalone/target/standalone-*-SNAPSHOT-app.jar extract --destination /out/vesper

FROM scratch AS app
COPY --from=build /out/app/ /

# The archive of the libraries comes of a rehearsal, against the embedded servers, which nobody may run as root.
FROM eclipse-temurin:25-jre AS archive
RUN apt-get update && apt-get install -y --no-install-recommends curl openssl && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home vesper && install -d -o vesper /app
USER 10001
COPY --from=build --chown=10001 /out/app/ /app/
COPY --from=build /out/vesper/ /vesper/
COPY --chmod=555 deploy/run.sh /app/
COPY deploy/archive.sh deploy/secrets.sh /deploy/
RUN sh /deploy/archive.sh /app java -Xmx512m -jar /vesper/standalone-*-SNAPSHOT-app.jar

FROM eclipse-temurin:25-jre AS libraries
RUN useradd --system --uid 10001 --no-create-home vesper
WORKDIR /app
COPY --from=build /out/app/dependencies/ ./dependencies/
COPY --from=archive /app/libraries.aot ./

# From what changes seldom to what changes with every commit.
FROM ${LIBRARIES} AS processes
COPY --chmod=555 deploy/run.sh ./
COPY --from=build /out/app/snapshot-dependencies/ ./snapshot-dependencies/
COPY --from=build /out/app/application/ ./application/
USER 10001
EXPOSE 8080 9090
ENTRYPOINT ["/app/run.sh"]
CMD ["OnlineApiProcess"]

FROM flink:2.2.1-scala_2.12-java21 AS stream-jobs
RUN mkdir -p /opt/flink/plugins/s3-fs-presto \
 && cp /opt/flink/opt/flink-s3-fs-presto-*.jar /opt/flink/plugins/s3-fs-presto/
COPY --from=build --chown=flink:flink /out/jobs/ /opt/flink/usrlib/
# Reports failures of jobs, if the configuration asks for it.
RUN mkdir -p /opt/flink/plugins/error-reports \
 && ln -s /opt/flink/usrlib/stream-jobs-*.jar /opt/flink/usrlib/io.sentry.sentry-*.jar /opt/flink/plugins/error-reports/
USER flink
