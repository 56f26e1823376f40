package vesper.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the online API, prefix {@code vesper.api}.
 *
 * @param kafka bootstrap servers
 * @param cardKey 32 bytes in base64: the key under which card numbers are hashed; the same for the life of the bank
 * @param requestHashKey 32 bytes in base64: the key under which requests are hashed, to tell a repeat from a reused key
 * @param signingKeyFile PKCS#8 file (PEM or base64) of the RSA key that signs access tokens; made if it is missing;
 *     null: a key as long-lived as the process
 * @param issuer address that tokens name as their issuer
 * @param audience audience that tokens must be for
 * @param tokenLifetime how long an access token is valid
 * @param maxBody largest body of a request for one thing
 * @param maxBatchBody largest body of a batch
 * @param maxBatch most items of a batch
 * @param maxAmountMajor largest amount of a payment, in major units
 * @param maxDaysBack how many days before the business date a payment may have taken place
 * @param maxDaysAhead how many days after it
 * @param businessDateCache how long the accepting date may be held, at most 250 ms: the close waits that long after its cut-off
 * @param lookupCache how long accounts and cards held in memory are used after the database, which tells of changes, was last heard
 * @param kafkaTimeout how long a payment may wait for Kafka's acknowledgement before it is answered with 503
 * @param startTimeout how long the start waits for Kafka
 * @param recoveryWindow how far back payments are read at the start if the stream jobs have committed nothing yet
 * @param maxUnrecorded most payments that may wait to be recorded before new ones are answered with 503
 * @param maxWaits most requests of one caller that wait for an outcome with this process; more are answered at once
 * @param settledMemory how long the outcome of a payment is held in memory; the database knows it for ever
 */
@ConfigurationProperties("vesper.api")
public record ApiSettings(
        @DefaultValue("localhost:9092") String kafka,
        String cardKey,
        String requestHashKey,
        @Nullable Path signingKeyFile,
        @DefaultValue("http://localhost:8080") String issuer,
        @DefaultValue("vesper-api") String audience,
        @DefaultValue("15m") Duration tokenLifetime,
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("512KB") DataSize maxBatchBody,
        @DefaultValue("500") int maxBatch,
        @DefaultValue("1000000000000") long maxAmountMajor,
        @DefaultValue("60") int maxDaysBack,
        @DefaultValue("1") int maxDaysAhead,
        @DefaultValue("200ms") Duration businessDateCache,
        @DefaultValue("3s") Duration lookupCache,
        @DefaultValue("5s") Duration kafkaTimeout,
        @DefaultValue("60s") Duration startTimeout,
        @DefaultValue("10m") Duration recoveryWindow,
        @DefaultValue("300000") int maxUnrecorded,
        @DefaultValue("1000") int maxWaits,
        @DefaultValue("2m") Duration settledMemory) {

    public ApiSettings {
        require(!kafka.isBlank(), "kafka must name a server");
        key32("card-key", cardKey);
        key32("request-hash-key", requestHashKey);
        requireRange("token-lifetime", tokenLifetime, Duration.ofSeconds(1), Duration.ofHours(1));
        requireRange("business-date-cache", businessDateCache, Duration.ZERO, Duration.ofMillis(250));
        requireRange("lookup-cache", lookupCache, Duration.ZERO, Duration.ofSeconds(10));
        requireRange("kafka-timeout", kafkaTimeout, Duration.ofMillis(200), Duration.ofMinutes(1));
        requireRange("start-timeout", startTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
        requireRange("recovery-window", recoveryWindow, Duration.ofSeconds(1), Duration.ofDays(1));
        requireRange("settled-memory", settledMemory, Duration.ofSeconds(1), Duration.ofHours(1));
        require(maxBody.toBytes() >= 1024 && maxBody.toBytes() <= 1 << 20, "max-body must be from 1KB to 1MB");
        require(
                maxBatchBody.toBytes() >= maxBody.toBytes() && maxBatchBody.toBytes() <= 16 << 20,
                "max-batch-body must be from max-body to 16MB");
        require(maxBatch >= 1 && maxBatch <= 1000, "max-batch must be from 1 to 1000");
        require(
                maxAmountMajor >= 1 && maxAmountMajor <= 1_000_000_000_000L,
                "max-amount-major must be from 1 to 10^12");
        require(maxDaysBack >= 0 && maxDaysAhead >= 0, "max-days-back and max-days-ahead must not be negative");
        require(maxUnrecorded >= 1, "max-unrecorded must be positive");
        require(maxWaits >= 0, "max-waits must not be negative");
    }

    /** The card key's bytes. */
    public byte[] cardKeyBytes() {
        return key32("card-key", cardKey);
    }

    /** The request hash key's bytes. */
    public byte[] requestHashKeyBytes() {
        return key32("request-hash-key", requestHashKey);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ApiSettings[kafka=" + kafka + ", issuer=" + issuer + ", audience=" + audience + "]";
    }

    private static byte[] key32(String name, @Nullable String base64) {
        try {
            byte[] key = base64 == null ? new byte[0] : Base64.getDecoder().decode(base64);
            require(key.length == 32, name + " must be 32 bytes in base64");
            return key;
        } catch (IllegalArgumentException e) {
            // The cause would repeat parts of the key.
            throw new IllegalArgumentException("vesper.api." + name + " must be 32 bytes in base64");
        }
    }

    private static void requireRange(String name, Duration value, Duration min, Duration max) {
        require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0, name + " must be from " + min + " to " + max);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("vesper.api." + message);
        }
    }
}
