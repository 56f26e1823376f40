package vesper.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server's configuration: durable first, then sized for two cores and a share of three GiB. What goes to the log holds
 * no row values and no statements, because those are personal data.
 */
final class PostgresSettings {
    /** Connections the server takes; pools of the whole bank must stay below. */
    static final int MAX_CONNECTIONS = 60;

    private PostgresSettings() {}

    /** The text of {@code postgresql.conf}; {@code local.conf} beside it, if there is one, has the last word. */
    static String configuration(int port, Path logs) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "'127.0.0.1'");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "''");
        settings.put("max_connections", Integer.toString(MAX_CONNECTIONS));
        settings.put("password_encryption", "'scram-sha-256'");
        // A statement of a process that died ends soon after it, and so do its locks.
        settings.put("client_connection_check_interval", "'20ms'");

        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        // Compressing pages would take more of a core than writing them takes of a disk.
        settings.put("wal_compression", "off");
        settings.put("wal_level", "'replica'");
        settings.put("max_wal_senders", "0");
        settings.put("min_wal_size", "'256MB'");
        settings.put("max_wal_size", "'8GB'");
        settings.put("wal_buffers", "'64MB'");
        settings.put("checkpoint_timeout", "'15min'");

        settings.put("shared_buffers", "'512MB'");
        settings.put("effective_cache_size", "'1GB'");
        settings.put("work_mem", "'16MB'");
        settings.put("maintenance_work_mem", "'128MB'");
        settings.put("huge_pages", "'off'");
        settings.put("jit", "off");
        settings.put("max_worker_processes", "8");
        settings.put("max_parallel_workers", "2");
        settings.put("max_parallel_workers_per_gather", "1");
        settings.put("random_page_cost", "1.1");

        settings.put("timezone", "'UTC'");
        settings.put("log_timezone", "'UTC'");
        settings.put("logging_collector", "on");
        settings.put("log_directory", quoted(logs.toString()));
        settings.put("log_filename", "'postgresql-%a.log'");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_age", "'1d'");
        settings.put("log_rotation_size", "0");
        settings.put("log_checkpoints", "on");
        settings.put("log_lock_waits", "on");
        settings.put("log_min_error_statement", "'panic'");
        settings.put("log_error_verbosity", "'terse'");
        settings.put("log_parameter_max_length", "0");
        return "# Written at each start. Put settings of your own into local.conf in this folder.\n"
                + settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                        .collect(Collectors.joining())
                + "include_if_exists = 'local.conf'\n";
    }

    /** The text of {@code pg_hba.conf}: a password over the loopback interface, and no other way in. */
    static String access() {
        return "# Written at each start.\nhost all all 127.0.0.1/32 scram-sha-256\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
