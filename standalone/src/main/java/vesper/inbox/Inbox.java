package vesper.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vesper.home.PrivateFiles;

/**
 * A folder of mails, one {@code .eml} file each, named by a number that counts up. A file begins with trace fields that say
 * what the SMTP envelope said; after them come the bytes as they were sent. Safe for use by many threads; one process
 * stores, others may read.
 */
public final class Inbox {
    private static final Pattern NAME = Pattern.compile("(\\d{9})\\.eml");
    private static final String RECEIVED_AT = "X-Received-At";

    private final Path folder;
    private final NavigableSet<Long> ids = new ConcurrentSkipListSet<>(Comparator.reverseOrder());
    private final Map<Long, InboxMessage> known = new ConcurrentHashMap<>();
    private final AtomicLong newest = new AtomicLong();

    private Inbox(Path folder) {
        this.folder = folder;
    }

    /** Opens an inbox as it is on disk now, making the folder if it is not there. */
    public static Inbox open(Path folder) {
        Inbox inbox = new Inbox(folder);
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        inbox.ids.add(Long.parseLong(name.group(1)));
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the inbox " + folder, e);
        }
        inbox.newest.set(inbox.ids.isEmpty() ? 0 : inbox.ids.first());
        return inbox;
    }

    /**
     * Keeps a mail; when this returns it is on disk and outlives a power cut.
     *
     * @param sender from the envelope; empty for a bounce
     * @param recipients from the envelope
     * @param mail header and body as sent
     * @return its number; one that could not be kept leaves a gap
     */
    public long store(String sender, List<String> recipients, byte[] mail, Instant receivedAt) throws IOException {
        long id = newest.incrementAndGet();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(mail.length + 200);
        StringBuilder trace = new StringBuilder("Return-Path: <" + sender + ">\r\n");
        recipients.forEach(
                recipient -> trace.append("Delivered-To: ").append(recipient).append("\r\n"));
        trace.append(RECEIVED_AT).append(": ").append(receivedAt).append("\r\n");
        bytes.writeBytes(trace.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(mail);
        PrivateFiles.write(folder, name(id), bytes.toByteArray());
        ids.add(id);
        return id;
    }

    /** How many mails there are. */
    public int count() {
        return ids.size();
    }

    /** All mails, newest first. */
    public List<InboxMessage> messages() {
        return ids.stream().map(this::summary).flatMap(Optional::stream).toList();
    }

    /**
     * Mails whose recipients or subject contain every word, newest first. Case makes no difference.
     *
     * @param words parted by blanks; blank for all mails
     * @param skip how many to leave out at the beginning
     * @param limit how many to give at most
     */
    public List<InboxMessage> search(String words, int skip, int limit) {
        List<String> wanted = words(words);
        if (wanted.isEmpty()) {
            // Only what is shown is read from disk.
            return ids.stream()
                    .skip(skip)
                    .limit(limit)
                    .map(this::summary)
                    .flatMap(Optional::stream)
                    .toList();
        }
        return ids.stream()
                .map(this::summary)
                .flatMap(Optional::stream)
                .filter(message -> matches(message, wanted))
                .skip(skip)
                .limit(limit)
                .toList();
    }

    /** How many mails {@link #search} finds without a limit. */
    public long count(String words) {
        List<String> wanted = words(words);
        return wanted.isEmpty()
                ? count()
                : messages().stream()
                        .filter(message -> matches(message, wanted))
                        .count();
    }

    /** The mail with its trace fields, as kept; empty if there is none of this number. */
    public Optional<byte[]> source(long id) {
        try {
            return ids.contains(id) ? Optional.of(Files.readAllBytes(file(id))) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(id), e);
        }
    }

    /** The mail as it stands in a list; empty if there is none of this number. */
    public Optional<InboxMessage> summary(long id) {
        if (!ids.contains(id)) {
            return Optional.empty();
        }
        InboxMessage summary = known.get(id);
        if (summary == null) {
            try {
                summary = summarise(id);
                known.put(id, summary);
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException("cannot read " + file(id), e);
            }
        }
        return Optional.of(summary);
    }

    /** Removes what a kill left of mails that were never acknowledged. For the process that stores. */
    public void removeUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().endsWith(".new")) {
                    Files.delete(file);
                }
            }
        }
    }

    private InboxMessage summarise(long id) throws IOException, MessagingException {
        Path file = file(id);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            InternetHeaders headers = new InternetHeaders(in, true);
            String[] recipients = headers.getHeader("Delivered-To");
            return new InboxMessage(
                    id,
                    Instant.parse(first(headers, RECEIVED_AT)),
                    first(headers, "Return-Path").replaceAll("[<>]", ""),
                    recipients == null ? List.of() : List.of(recipients),
                    decoded(first(headers, "Subject")),
                    first(headers, "Message-ID"),
                    Files.size(file));
        }
    }

    private static String first(InternetHeaders headers, String name) {
        String[] values = headers.getHeader(name);
        return values == null ? "" : values[0];
    }

    /** A header in plain characters; as it stands if its encoding is broken. */
    static String decoded(String header) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(header));
        } catch (UnsupportedEncodingException e) {
            return header;
        }
    }

    private static List<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean matches(InboxMessage message, List<String> words) {
        String text = (String.join(" ", message.recipients()) + " " + message.subject()).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }

    private Path file(long id) {
        return folder.resolve(name(id));
    }

    private static String name(long id) {
        return String.format(Locale.ROOT, "%09d.eml", id);
    }
}
