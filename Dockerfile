# syntax=docker/dockerfile:1
# The bank's processes: one image, its main class chosen by the command. docker build --target processes .
# The stream jobs, on Flink's own image:                                  docker build --target stream-jobs .
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# The jobs take of Flink's own only what its image has not: the connector, in the version of the pom.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -ntp -Dquick -DskipTests -pl processes,stream-jobs -am package \
        dependency:copy-dependencies -DincludeScope=runtime -DexcludeGroupIds=org.apache.flink -Dmdep.prependGroupId=true \
 && mvn -q -B -ntp -Dquick -DskipTests -pl stream-jobs -am package \
        dependency:copy-dependencies -DincludeArtifactIds=flink-connector-kafka,flink-connector-base \
 && mkdir -p /out/jobs \
 && cp stream-jobs/target/stream-jobs-*-SNAPSHOT.jar stream-jobs/target/dependency/*.jar /out/jobs/ \
 && java -Djarmode=tools -jar processes/target/processes-*-SNAPSHOT.jar extract --layers --destination /out/app \
 && cp /out/app/dependencies/lib/opentelemetry-*.jar /out/jobs/

# What the processes load of libraries is laid out once as the virtual machine wants it. The list of it is deploy/classes.txt, so a
# change of the bank's own code makes no new archive.
FROM eclipse-temurin:25-jre AS archive
COPY --from=build /out/app/dependencies/ /app/dependencies/
COPY deploy/archive.sh deploy/classes.txt /app/
RUN sh /app/archive.sh dump /app /app/classes.txt

FROM eclipse-temurin:25-jre AS processes
RUN useradd --system --uid 10001 --no-create-home vesper
WORKDIR /app
# From what changes seldom to what changes with every commit.
COPY --from=build /out/app/dependencies/ ./dependencies/
COPY --from=archive /app/libraries.jsa ./
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
