package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpSettings;

import org.eclipse.jetty.http.HttpFields;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Identity services on the loopback address: answer by the end of what is asked. */
final class Services implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final LoopbackServer server = new LoopbackServer(this::answer);
    final Map<String, String> environment = new HashMap<>();
    volatile Instant now = Instant.parse("2015-08-30T12:36:00Z");
    final Surroundings surroundings =
            new Surroundings(
                    new Asking(new PlainHttpClients().open(HttpSettings.PLAIN)),
                    new Asking(new PlainHttpClients().open(HttpSettings.PLAIN)),
                    name -> environment.getOrDefault(name, ""),
                    () -> now,
                    server.uri("").toString());

    private synchronized Answer answer(Asked asked) {
        for (Map.Entry<String, String> entry : answers.entrySet()) {
            if (asked.uri().toString().endsWith(entry.getKey())
                    || (!asked.body().isEmpty() && asked.body().contains(entry.getKey()))) {
                return Answer.json(200, entry.getValue());
            }
        }
        return Answer.json(404, "{\"message\": \"nothing at " + asked.uri() + "\"}");
    }

    /** An answer to requests whose URL ends, or whose body contains, like this. */
    synchronized void put(String asked, String body) {
        answers.put(asked, body);
    }

    String url() {
        return server.uri("").toString();
    }

    List<Asked> asked() {
        return server.asked();
    }

    /** A request without a body that a signer has signed. */
    static HttpFields signed(Signer signer, String method, String url)
            throws IOException, InterruptedException {
        return signed(signer, method, url, "", HttpFields.build());
    }

    static HttpFields signed(
            Signer signer, String method, String url, String body, HttpFields.Mutable headers)
            throws IOException, InterruptedException {
        signer.sign(
                new Signer.Unsigned(
                        method, URI.create(url), headers, body.getBytes(StandardCharsets.UTF_8)),
                PATIENCE);
        return headers;
    }

    @Override
    public void close() {
        surroundings.close();
        server.close();
    }
}
