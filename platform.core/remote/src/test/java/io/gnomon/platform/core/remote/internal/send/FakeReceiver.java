package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.write.WriteReceiver;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Our own receiver of remote write behind an HTTP client that uses no network. */
final class FakeReceiver implements HttpClients {
    private final WriteReceiver receiver;
    final List<HttpCaller.Request> requests = new ArrayList<>();
    final AtomicInteger refused = new AtomicInteger();

    /** How requests of the last caller are to be signed. */
    volatile @Nullable HttpSigning signing;

    /** Answers instead of the receiver when it gives a reply; may throw for no answer. */
    volatile Function<HttpCaller.Request, @Nullable Reply> instead = request -> null;

    FakeReceiver(Storage store) {
        receiver = new WriteReceiver(() -> store, "", false, new BodyMemory(64 << 20));
    }

    @Override
    public HttpCaller open(HttpSettings settings, @Nullable HttpSigning asked) {
        signing = asked;
        return new HttpCaller() {
            @Override
            public Response send(Request request) throws IOException {
                return answer(request);
            }

            @Override
            public void close() {}
        };
    }

    private synchronized HttpCaller.Response answer(HttpCaller.Request request) throws IOException {
        requests.add(request);
        Reply reply;
        try {
            reply = instead.apply(request);
        } catch (UncheckedIOException e) {
            throw new IOException("no answer", e);
        }
        if (reply == null) {
            reply =
                    receiver.write(
                            new Incoming(
                                    name -> request.headers().getOrDefault(name, ""),
                                    new ByteArrayInputStream(request.body())));
        }
        if (reply.status() / 100 == 4) {
            refused.incrementAndGet();
        }
        Map<String, List<String>> headers = new HashMap<>();
        reply.headers()
                .forEach((name, value) ->
                        headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new HttpCaller.Response(
                reply.status(),
                "",
                headers,
                new ByteArrayInputStream(reply.text().getBytes(StandardCharsets.UTF_8)));
    }

    synchronized int requestCount() {
        return requests.size();
    }
}
