package vesper.reporting.archive;

import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * An archive in a bucket of anything that speaks Amazon's S3: {@code documents/3fa4....pdf}. The server compares what it got with the
 * hash, and, if the bucket has object lock, lets nobody remove a document before its day.
 */
public final class S3Archive implements DocumentArchive, AutoCloseable {

    private final Place place;
    private final S3Client client;
    private final String bucket;
    private final boolean locked;

    /**
     * Where the bucket is.
     *
     * @param endpoint null for Amazon's own in the region
     * @param region Amazon's name of it; others take any
     * @param locked whether documents are locked until their day (object lock in compliance mode)
     */
    public record Place(
            @Nullable URI endpoint, String region, String bucket, String accessKey, String secretKey, boolean locked) {

        /** Without the keys. */
        @Override
        public String toString() {
            return bucket + (endpoint == null ? " in " + region : " at " + endpoint);
        }
    }

    /** An archive there; does not ask whether it is. */
    public S3Archive(Place place) {
        this.place = place;
        this.bucket = place.bucket();
        this.locked = place.locked();
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(place.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(place.accessKey(), place.secretKey())))
                // Each request has the document's own hash; servers other than Amazon's may know no others.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (place.endpoint() != null) {
            builder.endpointOverride(place.endpoint()).forcePathStyle(true);
        }
        this.client = builder.build();
    }

    private static String key(String sha256) {
        return "documents/" + sha256 + ".pdf";
    }

    @Override
    public void put(String sha256, byte[] content, LocalDate keepUntil) throws IOException {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key(sha256))
                .contentType("application/pdf")
                .checksumSHA256(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)));
        if (locked) {
            request.objectLockMode(ObjectLockMode.COMPLIANCE)
                    .objectLockRetainUntilDate(
                            keepUntil.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        try {
            client.putObject(request.build(), RequestBody.fromBytes(content));
        } catch (SdkException e) {
            throw failed("put", sha256, e);
        }
    }

    @Override
    public Optional<byte[]> get(String sha256) throws IOException {
        try {
            return Optional.of(client.getObjectAsBytes(get -> get.bucket(bucket).key(key(sha256)))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failed("get", sha256, e);
        }
    }

    @Override
    public void remove(String sha256) throws IOException {
        try {
            client.deleteObject(remove -> remove.bucket(bucket).key(key(sha256)));
        } catch (SdkException e) {
            throw failed("remove", sha256, e);
        }
    }

    private IOException failed(String what, String sha256, SdkException e) {
        return new IOException("cannot " + what + ' ' + sha256 + ": " + e.getMessage(), e);
    }

    @Override
    public String toString() {
        return "bucket " + place;
    }

    @Override
    public void close() {
        client.close();
    }
}
