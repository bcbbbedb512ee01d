package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.GroupedTextReader;
import io.gnomon.platform.core.scrape.internal.append.ProtobufReader;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;
import io.gnomon.spi.common.HttpCaller;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Asks a target over HTTP; runs on the virtual thread of its loop. For one thread at a time. */
final class HttpFetch implements Fetch {
    private static final int OK = 200;
    private static final byte[] NO_BODY = {};

    private final String url;
    private final ScrapeConfig config;
    private final HttpCaller caller;
    private final BodyBuffers buffers;
    private final Gunzip gunzip;
    private final ProtobufReader protobuf;
    private final GroupedTextReader grouped;
    private final Map<String, String> headers;
    private Duration timeoutInHeaders = Duration.ZERO;
    private @Nullable URI uri;

    /**
     * Asks the URL.
     *
     * @param caller shared by the targets of the pool, which closes it
     */
    HttpFetch(
            String url,
            ScrapeConfig config,
            HttpCaller caller,
            BodyBuffers buffers,
            Gunzip gunzip) {
        this.url = url;
        this.config = config;
        this.caller = caller;
        this.buffers = buffers;
        this.gunzip = gunzip;
        this.protobuf = new ProtobufReader(config);
        this.grouped = new GroupedTextReader(config);
        this.headers = new HashMap<>();
        headers.put("Accept", ContentTypes.accept(config));
        headers.put("Accept-Encoding", config.enableCompression() ? "gzip" : "identity");
        headers.put("User-Agent", "Gnomon");
    }

    @Override
    public Answer fetch(Duration timeout) throws ScrapeFailure, InterruptedException {
        HttpCaller.Request request =
                new HttpCaller.Request("GET", uri(), headers(timeout), NO_BODY, timeout);
        try (HttpCaller.Response response = caller.send(request)) {
            if (response.status() != OK) {
                throw new ScrapeFailure(
                        ("server returned HTTP status "
                                        + response.status()
                                        + " "
                                        + response.reason())
                                .strip());
            }
            ContentTypes.Form form =
                    ContentTypes.form(response.header("content-type"), config.fallbackProtocol());
            boolean gzip = response.header("content-encoding").equalsIgnoreCase("gzip");
            Answer.Text body = read(response.body(), form == ContentTypes.Form.OPEN_METRICS);
            Answer.Text unpacked = gzip ? unpacked(body) : body;
            return form == ContentTypes.Form.PROTOBUF || grouped.isWanted(unpacked.openMetrics())
                    ? decoded(unpacked, form)
                    : unpacked;
        } catch (IOException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private URI uri() throws ScrapeFailure {
        URI known = uri;
        if (known == null) {
            try {
                known = URI.create(url);
            } catch (IllegalArgumentException e) {
                throw new ScrapeFailure("\"" + url + "\" is not a URL: " + e.getMessage(), e);
            }
            uri = known;
        }
        return known;
    }

    private Map<String, String> headers(Duration timeout) {
        if (!timeout.equals(timeoutInHeaders)) {
            headers.put(
                    "X-Prometheus-Scrape-Timeout-Seconds",
                    Double.toString(timeout.toMillis() / 1000.0));
            timeoutInHeaders = timeout;
        }
        return headers;
    }

    private Answer.Text read(InputStream body, boolean openMetrics)
            throws IOException, ScrapeFailure {
        long limit = config.limits().bodySizeLimit();
        byte[] buffer = buffers.take();
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                buffer = BodyBuffers.grown(buffer);
            }
            int n = body.read(buffer, length, buffer.length - length);
            if (n < 0) {
                return new Answer.Text(buffer, length, openMetrics);
            }
            length += n;
            if (limit > 0 && length >= limit) {
                buffers.give(buffer);
                throw new ScrapeFailure(
                        ScrapeFailure.Kind.BODY_SIZE_LIMIT, "body size limit exceeded");
            }
        }
    }

    private Answer.Text unpacked(Answer.Text packed) throws ScrapeFailure {
        try {
            Gunzip.Unpacked body =
                    gunzip.unpack(
                            packed.body(),
                            packed.length(),
                            buffers.take(),
                            config.limits().bodySizeLimit());
            return new Answer.Text(body.bytes(), body.length(), packed.openMetrics());
        } finally {
            buffers.give(packed.body());
        }
    }

    private Answer.Reported decoded(Answer.Text body, ContentTypes.Form form) throws ScrapeFailure {
        try {
            return form == ContentTypes.Form.PROTOBUF
                    ? protobuf.read(body.body(), body.length())
                    : grouped.read(body);
        } finally {
            buffers.give(body.body());
        }
    }

    @Override
    public void release(Answer answer) {
        if (answer instanceof Answer.Text text) {
            buffers.give(text.body());
        }
    }

    @Override
    public void close() {}
}
