package vesper.api.payment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;

/** A stream as a caller reads it: events with their ids, as the HTML standard has it, on a thread of its own. */
final class OpenStream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger comments = new AtomicInteger();
    private volatile String lastId = "";
    private volatile boolean ended;

    /** @param id that of the event, or the last before it */
    record Event(String id, String name, JsonNode data) {}

    private OpenStream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "stream-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens it: whatever happens after this is told. */
    static OpenStream open(TestApi api, String token, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + token;
        try {
            return new OpenStream(api.http()
                    .send(api.request("/v1/payments/stream", all).GET().build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        String name = "";
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    lastId = line.substring(3);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(lastId, name, JsonMapper.shared().readTree(data.toString())));
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // Closed here.
        }
        ended = true;
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Event> events() {
        return events;
    }

    /** Ids of the payments that were told, with what became of them. */
    List<String> told() {
        return events.stream()
                .map(event -> event.data().path("id").asString("") + " "
                        + event.data().path("status").asString(event.name()))
                .toList();
    }

    int comments() {
        return comments.get();
    }

    String lastId() {
        return lastId;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
