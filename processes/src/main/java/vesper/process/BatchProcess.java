package vesper.process;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import vesper.bank.Bank;
import vesper.bank.event.KafkaServers;
import vesper.batch.BatchJobs;
import vesper.batch.BatchSettings;
import vesper.batch.operator.Operations;
import vesper.reporting.Reporting;
import vesper.reporting.archive.ArchiveKeeper;
import vesper.reporting.archive.DocumentArchive;
import vesper.reporting.archive.FolderArchive;
import vesper.reporting.archive.S3Archive;
import vesper.reporting.mail.BounceReader;
import vesper.reporting.mail.BounceSettings;
import vesper.reporting.mail.MailSender;
import vesper.reporting.mail.MailSettings;

/**
 * The night: closes the business date at the cut-off time, goes on with what a dead process left unfinished, sends the
 * mail, and watches the bank as a whole. Any number of these may run: one takes each firing, and mails are leased.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({Surroundings.class, BatchJobs.class})
public class BatchProcess {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(BatchProcess.class).profiles("background").run(arguments);
    }

    /** @param owner names the process among those that send, the same after a restart: the name of the pod */
    @Bean(initMethod = "start")
    MailSender mailSender(
            Reporting reporting,
            @Value("${VESPER_SMTP_HOST}") String host,
            @Value("${VESPER_SMTP_PORT:25}") int port,
            @Value("${VESPER_SMTP_USER:#{null}}") @Nullable String user,
            @Value("${smtp-password:#{null}}") @Nullable String password,
            @Value("${VESPER_SMTP_STARTTLS:false}") boolean starttls,
            @Value("${VESPER_MAIL_FROM:Vesper Bank <statements@vesper.example>}") String from,
            @Value("${VESPER_DOCUMENTS_URL:${vesper.api.issuer}/documents/}") String documents,
            @Value("${HOSTNAME:batch}") String owner) {
        MailSettings settings = MailSettings.plain(host, port)
                .from(from, documents)
                .signedInAs(user, user == null ? null : password, starttls);
        return reporting.mailSender(settings, owner);
    }

    /** Only where there is a mailbox to read. */
    @Bean(initMethod = "start")
    @ConditionalOnProperty("VESPER_BOUNCES_HOST")
    BounceReader bounceReader(
            Reporting reporting,
            @Value("${VESPER_BOUNCES_PROTOCOL:IMAP}") BounceSettings.Protocol protocol,
            @Value("${VESPER_BOUNCES_HOST}") String host,
            @Value("${VESPER_BOUNCES_PORT:993}") int port,
            @Value("${VESPER_BOUNCES_USER}") String user,
            @Value("${bounces-password}") String password,
            @Value("${VESPER_BOUNCES_TLS:true}") boolean tls) {
        return new BounceReader(
                reporting.mailOutbox(),
                new BounceSettings(protocol, host, port, user, password, tls, Duration.ofMinutes(1)));
    }

    /** Only where documents are archived: in a folder that outlives the process, or in a bucket. */
    @Bean
    @ConditionalOnProperty("VESPER_ARCHIVE_FOLDER")
    DocumentArchive folderArchive(@Value("${VESPER_ARCHIVE_FOLDER}") Path folder) {
        return new FolderArchive(folder);
    }

    @Bean
    @ConditionalOnProperty("VESPER_ARCHIVE_BUCKET")
    DocumentArchive bucketArchive(
            @Value("${VESPER_ARCHIVE_BUCKET}") String bucket,
            @Value("${VESPER_ARCHIVE_ENDPOINT:#{null}}") @Nullable URI endpoint,
            @Value("${VESPER_ARCHIVE_REGION:us-east-1}") String region,
            @Value("${VESPER_ARCHIVE_LOCKED:true}") boolean locked,
            @Value("${archive-access-key}") String accessKey,
            @Value("${archive-secret-key}") String secretKey) {
        return new S3Archive(new S3Archive.Place(endpoint, region, bucket, accessKey, secretKey, locked));
    }

    @Bean(initMethod = "start")
    @ConditionalOnBean(DocumentArchive.class)
    ArchiveKeeper archiveKeeper(
            Reporting reporting, DocumentArchive archive, @Value("${VESPER_ARCHIVE_YEARS:10}") int years) {
        return new ArchiveKeeper(reporting.archivedDocuments(), archive, years, Clock.systemUTC());
    }

    @Bean(initMethod = "start")
    BankGauges bankGauges(
            Bank bank,
            Operations operations,
            BatchSettings settings,
            ObjectProvider<DocumentArchive> archive,
            MeterRegistry registry,
            KafkaServers kafka) {
        StreamLag lag = new StreamLag(kafka, registry);
        boolean archived = archive.getIfAvailable() != null;
        return new BankGauges(bank, operations, settings, lag, archived, registry, Clock.systemUTC());
    }
}
