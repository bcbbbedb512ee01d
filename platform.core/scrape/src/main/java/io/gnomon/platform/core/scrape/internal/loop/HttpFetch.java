package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;
import io.gnomon.spi.common.HttpCaller;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Asks a target over HTTP; runs on the virtual thread of its loop. */
final class HttpFetch implements Fetch {
    private static final int OK = 200;

    private final String url;
    private final ScrapeConfig config;
    private final HttpCaller caller;
    private final BodyBuffers buffers;
    private final String accept;

    /**
     * Asks the URL.
     *
     * @param caller shared by the targets of the pool, which closes it
     */
    HttpFetch(String url, ScrapeConfig config, HttpCaller caller, BodyBuffers buffers) {
        this.url = url;
        this.config = config;
        this.caller = caller;
        this.buffers = buffers;
        this.accept = ContentTypes.accept(config);
    }

    @Override
    public Answer fetch(Duration timeout) throws ScrapeFailure, InterruptedException {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ScrapeFailure("\"" + url + "\" is not a URL: " + e.getMessage(), e);
        }
        Map<String, String> headers =
                Map.of(
                        "Accept",
                        accept,
                        "Accept-Encoding",
                        config.enableCompression() ? "gzip" : "identity",
                        "User-Agent",
                        "Gnomon",
                        "X-Prometheus-Scrape-Timeout-Seconds",
                        Double.toString(timeout.toMillis() / 1000.0));
        HttpCaller.Request request =
                new HttpCaller.Request("GET", uri, headers, new byte[0], timeout);
        try (HttpCaller.Response response = caller.send(request)) {
            if (response.status() != OK) {
                throw new ScrapeFailure(
                        ("server returned HTTP status "
                                        + response.status()
                                        + " "
                                        + response.reason())
                                .strip());
            }
            boolean openMetrics =
                    ContentTypes.isOpenMetrics(
                            response.header("content-type"), config.fallbackProtocol());
            boolean gzip = response.header("content-encoding").equalsIgnoreCase("gzip");
            try (InputStream body =
                    gzip ? new GZIPInputStream(response.body(), 8192) : response.body()) {
                return read(body, openMetrics);
            }
        } catch (IOException e) {
            throw new ScrapeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Answer read(InputStream body, boolean openMetrics) throws IOException, ScrapeFailure {
        long limit = config.limits().bodySizeLimit();
        byte[] buffer = buffers.take();
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, length));
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

    @Override
    public void release(Answer answer) {
        if (answer instanceof Answer.Text text) {
            buffers.give(text.body());
        }
    }

    @Override
    public void close() {}
}
