package vesper.api;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads the first bytes of an answer that has no end, and closes its connection. */
final class FirstPart implements BodySubscriber<String> {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Subscription subscription;

    private FirstPart() {}

    /** Reads other answers whole. */
    static BodyHandler<String> orAll() {
        return answer -> answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isPresent()
                ? new FirstPart()
                : BodyHandlers.ofString().apply(answer);
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Subscription to) {
        subscription = to;
        to.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        subscription.cancel();
        StringBuilder read = new StringBuilder();
        part.forEach(buffer -> read.append(StandardCharsets.UTF_8.decode(buffer)));
        text.complete(read.toString());
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete("");
    }
}
