package vesper.bank.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server of its own and another that follows it by streaming replication. */
public final class StreamingReplica implements AutoCloseable {
    private final EmbeddedPostgres primary;
    private final Path data;
    private EmbeddedPostgres copy;

    /** @param folder is empty or not there; the files of both servers are in it */
    public StreamingReplica(Path folder) throws IOException, SQLException {
        Path original = folder.resolve("primary");
        data = folder.resolve("copy");
        primary = EmbeddedPostgres.builder()
                .setDataDirectory(original)
                .setServerConfig("wal_level", "replica")
                .setServerConfig("max_wal_senders", "4")
                .setServerConfig("synchronous_commit", "local")
                .start();
        baseBackup(original);
        copy = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("hot_standby", "on")
                .setServerConfig("primary_conninfo", "postgresql://postgres@127.0.0.1:" + primary.getPort())
                .start();
    }

    /** As pg_basebackup does it: the files of the running server, and the label that says from where its log is needed. */
    private void baseBackup(Path original) throws IOException, SQLException {
        try (Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('copy', true)");
            copyFiles(original);
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(data.resolve("backup_label"), stopped.getString(1));
            }
        }
        Files.createFile(data.resolve("standby.signal"));
    }

    private void copyFiles(Path original) throws IOException {
        Files.walkFileTree(original, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path target = data.resolve(original.relativize(folder).toString());
                Files.createDirectories(target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (!name.startsWith("postmaster.") && !name.equals("epg-lock")) {
                    try {
                        Files.copy(file, data.resolve(original.relativize(file).toString()));
                    } catch (NoSuchFileException e) {
                        // Gone meanwhile: the log has what became of it.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    public void stopCopy() {
        try {
            copy.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HikariDataSource primary() {
        return pool(primary);
    }

    public HikariDataSource copy() {
        return pool(copy);
    }

    private static HikariDataSource pool(EmbeddedPostgres server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws IOException {
        copy.close();
        primary.close();
    }
}
