package io.gnomon.datasources.prometheus.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.LabelledSource;
import io.gnomon.spi.datasource.PromQlFrames;
import io.gnomon.spi.datasource.PromQlQuery;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Asks a server over Prometheus's HTTP API. */
final class PrometheusSource implements DataSource<PromQlQuery>, LabelledSource {
    private static final int NOT_FOUND = 404;

    private final PrometheusSettings settings;
    private final HttpCaller http;

    PrometheusSource(PrometheusSettings settings, HttpCaller http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public Class<PromQlQuery> queryType() {
        return PromQlQuery.class;
    }

    @Override
    public String variable(List<String> values, boolean several) {
        return PromQlQuery.variable(values, several);
    }

    @Override
    public Duration scrapeInterval() {
        return settings.scrapeInterval();
    }

    @Override
    public List<DataFrame> query(DataQuery<PromQlQuery> request) throws Exception {
        Duration timeout = shorter(settings.timeout(), request.timeout());
        return PromQlFrames.of(
                request,
                (start, end, step) -> {
                    Map<String, String> parameters = parameters(request.query().expr(), timeout);
                    if (step == 0) {
                        parameters.put("time", seconds(start));
                        return post("/api/v1/query", parameters, timeout).result();
                    }
                    parameters.put("start", seconds(start));
                    parameters.put("end", seconds(end));
                    parameters.put("step", seconds(step));
                    return post("/api/v1/query_range", parameters, timeout).result();
                });
    }

    @Override
    public List<String> labelNames(String selector, long fromMillis, long toMillis)
            throws IOException, InterruptedException {
        return get("/api/v1/labels", selector, fromMillis, toMillis).texts();
    }

    @Override
    public List<String> labelValues(String label, String selector, long fromMillis, long toMillis)
            throws IOException, InterruptedException {
        String name = URLEncoder.encode(label, UTF_8).replace("+", "%20");
        return get("/api/v1/label/" + name + "/values", selector, fromMillis, toMillis).texts();
    }

    private ApiAnswer get(String path, String selector, long fromMillis, long toMillis)
            throws IOException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("start", seconds(fromMillis));
        parameters.put("end", seconds(toMillis));
        if (!selector.isEmpty()) {
            parameters.put("match[]", selector);
        }
        URI address = settings.endpoint(path + "?" + form(parameters));
        try (HttpCaller.Response response =
                http.send(HttpCaller.Request.get(address, settings.timeout()))) {
            return answer(response);
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(e ->
                        URLEncoder.encode(e.getKey(), UTF_8)
                                + "="
                                + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> parameters(String expression, Duration timeout) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", expression);
        parameters.put("timeout", timeout.toMillis() + "ms");
        return parameters;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** Seconds with the milliseconds behind the point, as the API takes times and steps. */
    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private ApiAnswer post(String path, Map<String, String> parameters, Duration timeout)
            throws IOException, InterruptedException {
        HttpCaller.Request request =
                new HttpCaller.Request(
                        "POST",
                        settings.endpoint(path),
                        Map.of(
                                "content-type", "application/x-www-form-urlencoded",
                                "accept-encoding", "gzip"),
                        form(parameters).getBytes(UTF_8),
                        timeout);
        try (HttpCaller.Response response = http.send(request)) {
            return answer(response);
        }
    }

    /** The answer; errors of the API have a JSON body and a status of their own. */
    private static ApiAnswer answer(HttpCaller.Response response) throws IOException {
        if (!response.header("content-type").contains("json")) {
            throw new IOException(
                    "the server answered with status %d and \"%s\" instead of JSON: is this the address of a Prometheus-compatible server?"
                            .formatted(response.status(), response.header("content-type")));
        }
        boolean gzip = response.header("content-encoding").equals("gzip");
        try (InputStream body = gzip ? new GZIPInputStream(response.body()) : response.body()) {
            return ApiAnswer.read(body);
        }
    }

    @Override
    public String test() throws IOException, InterruptedException {
        HttpCaller.Request request =
                HttpCaller.Request.get(
                        settings.endpoint("/api/v1/status/buildinfo"), settings.timeout());
        try (HttpCaller.Response response = http.send(request)) {
            if (response.status() != NOT_FOUND) {
                String version = answer(response).version();
                return version.isEmpty()
                        ? "The server answers"
                        : "Prometheus " + version + " answers";
            }
        }
        // Some compatible servers do not tell their version.
        ApiAnswer _ =
                post("/api/v1/query", parameters("1", settings.timeout()), settings.timeout());
        return "The server answers queries";
    }

    @Override
    public void close() {
        http.close();
    }
}
