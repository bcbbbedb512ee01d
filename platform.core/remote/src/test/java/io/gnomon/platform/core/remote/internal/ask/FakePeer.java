package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.ReadRequest;
import io.gnomon.platform.core.promformat.remote.ReadRequest.ResponseType;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Refusal;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.core.remote.internal.read.ReadServer;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.spi.common.HttpCaller;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Our own server of remote read behind an HTTP client that uses no network. */
final class FakePeer implements HttpCaller {
    final MemoryStorage store = new MemoryStorage();
    final List<ReadRequest> asked = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    final BodyMemory memory = new BodyMemory(64 << 20);

    /** The server's own external labels. */
    volatile Labels external = Labels.EMPTY;

    /** The only form that it knows; null for both. */
    volatile @Nullable ResponseType only;

    /** What it does instead when this is there. */
    volatile @Nullable Instead instead;

    /** Another answer. */
    interface Instead {
        Response answer(Request request) throws IOException, InterruptedException;
    }

    static Response response(int status, String type, byte[] body) {
        return new Response(
                status,
                status == 500 ? "Internal Server Error" : "",
                Map.of("content-type", List.of(type)),
                new ByteArrayInputStream(body));
    }

    static Instead text(int status, String text) {
        return request -> response(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Response send(Request request) throws IOException, InterruptedException {
        headers.add(request.headers());
        ReadRequest question = question(request);
        asked.add(question);
        Instead other = instead;
        if (other != null) {
            return other.answer(request);
        }
        ResponseType form = only;
        List<ResponseType> accepted =
                form == null
                        ? question.accepted()
                        : question.accepted().stream().filter(form::equals).toList();
        byte[] body = Snappy.pack(new ReadRequest(question.queries(), accepted).toBytes());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Object[] head = new Object[2];
        new ReadServer(
                        () -> store,
                        () -> external,
                        memory,
                        new ReadServer.Limits(1_000_000, 2, 500))
                .read(
                        new Incoming(name -> "", new ByteArrayInputStream(body)),
                        (status, given) -> {
                            head[0] = status;
                            head[1] =
                                    given.entrySet().stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            e ->
                                                                    e.getKey()
                                                                            .toLowerCase(
                                                                                    Locale.ROOT),
                                                            e -> List.of(e.getValue())));
                            return out;
                        });
        @SuppressWarnings("unchecked")
        Map<String, List<String>> given = (Map<String, List<String>>) head[1];
        return new Response(
                (Integer) Objects.requireNonNull(head[0]),
                "",
                given,
                new ByteArrayInputStream(out.toByteArray()));
    }

    private static ReadRequest question(Request request) throws IOException {
        try {
            byte[] body = request.body();
            Snappy snappy = new Snappy();
            int length =
                    snappy.unpack(
                            new Body(body, body.length), 1 << 20, new BodyMemory(1 << 20).share());
            return ReadRequest.parse(snappy.bytes(), length);
        } catch (Refusal | MessageException e) {
            throw new IOException(e);
        }
    }

    /** What the one query of a request demands, sorted. */
    List<String> matchers(int request) {
        return asked.get(request).queries().getFirst().matchers().stream()
                .map(Matcher::toString)
                .sorted()
                .toList();
    }

    @Override
    public void close() {}
}
