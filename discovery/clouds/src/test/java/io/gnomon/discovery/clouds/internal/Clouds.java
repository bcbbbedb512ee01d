package io.gnomon.discovery.clouds.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.discovery.Asking;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.discovery.DiscoveryFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cloud on the loopback address: answers by the end of what is asked. */
public final class Clouds implements AutoCloseable {
    public static final Asking ASK = new Asking(new RecordBinder());

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final LoopbackServer server = new LoopbackServer(this::answer);

    private synchronized Answer answer(Asked asked) {
        for (Map.Entry<String, Answer> entry : answers.entrySet()) {
            if (asked.uri().toString().endsWith(entry.getKey())
                    || (!asked.body().isEmpty() && asked.body().contains(entry.getKey()))) {
                return entry.getValue();
            }
        }
        return Answer.json(404, "{\"message\": \"nothing at " + asked.uri() + "\"}");
    }

    /** An answer to requests whose URL ends, or whose body contains, like this. */
    public synchronized void put(String asked, String json) {
        answers.put(asked, Answer.json(200, json));
    }

    public synchronized void refuse(String asked, int status) {
        answers.put(asked, Answer.json(status, "{}"));
    }

    public String url() {
        return server.uri("").toString();
    }

    public List<Asked> asked() {
        return server.asked();
    }

    /** The targets that a section's text finds. */
    public <S extends Record> List<Labels> targets(DiscoveryFactory<S> factory, String section)
            throws Exception {
        return ASK.once(factory, section).get(0).targets();
    }

    @Override
    public void close() {
        server.close();
    }
}
