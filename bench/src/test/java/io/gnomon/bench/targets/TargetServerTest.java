package io.gnomon.bench.targets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

final class TargetServerTest {
    private static final Recording RECORDING =
            Recording.of(List.of("c{cpu=\"0\"} 1\nd 5\n", "c{cpu=\"0\"} 2\nd 5\n"), 400);

    @Test
    void targetsAnswerPlainAndPackedWithTheSameBytes() throws Exception {
        byte[] plain = get(false, "identity").body();
        HttpResponse<byte[]> packed = get(true, "gzip");
        assertEquals("gzip", packed.headers().firstValue("content-encoding").orElse(""));
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
        TargetBody body = new TargetBody(RECORDING, 7, 1, null);
        TargetBody.ByteBuilder expected = new TargetBody.ByteBuilder();
        body.next(expected);
        assertArrayEquals(Arrays.copyOf(expected.bytes, expected.length), plain);
        assertArrayEquals(plain, unpacked);
    }

    private static HttpResponse<byte[]> get(boolean gzip, String encoding) throws Exception {
        int port = freePort();
        TargetServer server = new TargetServer(RECORDING, 2, port, gzip, 3, 7, null);
        Thread thread = Thread.ofPlatform().daemon().start(() -> run(server));
        try (HttpClient client = HttpClient.newHttpClient()) {
            String url = "http://" + TargetServer.host(1) + ":" + port;
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + "/metrics"))
                            .header("Accept-Encoding", encoding)
                            .build();
            HttpResponse<byte[]> response =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String counts =
                    client.send(
                                    HttpRequest.newBuilder(URI.create(url + "/counts")).build(),
                                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                            .body();
            assertEquals("1", counts.substring(0, counts.indexOf(' ')));
            return response;
        } finally {
            thread.interrupt();
        }
    }

    private static void run(TargetServer server) {
        try {
            server.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
