package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.config.OfflineConfig;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Asks an Alertmanager, ours or another, by its API v2. */
final class AlertmanagerClient implements AutoCloseable {
    private static final String USUAL = "http://localhost:9093/";

    private final HttpCaller caller;
    private final String server;
    private final Duration timeout;
    private final Map<String, String> headers = new HashMap<>();

    /** An operation of the API and what Alertmanager's client calls it. */
    private record Operation(String method, String path, String name) {}

    /** A parameter of a query; names may repeat. */
    record Parameter(String name, String value) {}

    /**
     * A client of the server that the flags name.
     *
     * @throws AmtoolFailure when they are wrong
     */
    AlertmanagerClient(Arguments arguments) throws AmtoolFailure, SettingsException {
        String url = arguments.get("alertmanager.url", USUAL);
        String http = arguments.get("http.config.file");
        timeout = Duration.ofMillis(Durations.parseMillis(arguments.get("timeout", "30s")));
        URI uri;
        try {
            uri = URI.create(url.contains("://") ? url : "http://" + url);
        } catch (IllegalArgumentException e) {
            throw new AmtoolFailure("--alertmanager.url=" + url + " is not a URL");
        }
        if (uri.getUserInfo() != null) {
            if (!http.isEmpty()) {
                throw new AmtoolFailure(
                        "basic authentication and http.config.file are mutually exclusive");
            }
            byte[] credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
            headers.put(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        server = uri.toString().replaceFirst("//[^@/]*@", "//").replaceFirst("/+$", "");
        caller =
                ServiceLoader.load(HttpClients.class)
                        .findFirst()
                        .orElseThrow()
                        .open(OfflineConfig.http(http));
    }

    SettingsNode status() throws AmtoolFailure {
        return send(new Operation("GET", "/status", "getStatus"), "/status", null);
    }

    List<SettingsNode> alerts(List<Parameter> parameters) throws AmtoolFailure {
        String path = "/alerts" + query(parameters);
        return Json.items(send(new Operation("GET", "/alerts", "getAlerts"), path, null));
    }

    void add(SettingsNode alerts) throws AmtoolFailure {
        send(new Operation("POST", "/alerts", "postAlerts"), "/alerts", alerts);
    }

    List<SettingsNode> silences(List<Parameter> filters) throws AmtoolFailure {
        String path = "/silences" + query(filters);
        return Json.items(send(new Operation("GET", "/silences", "getSilences"), path, null));
    }

    SettingsNode silence(String id) throws AmtoolFailure {
        return send(
                new Operation("GET", "/silence/{silenceID}", "getSilence"),
                "/silence/" + encoded(id),
                null);
    }

    /** The id of the silence that is in force then. */
    String set(SettingsNode silence) throws AmtoolFailure {
        Operation operation = new Operation("POST", "/silences", "postSilences");
        return Json.text(send(operation, "/silences", silence), "silenceID");
    }

    void expire(String id) throws AmtoolFailure {
        send(
                new Operation("DELETE", "/silence/{silenceID}", "deleteSilence"),
                "/silence/" + encoded(id),
                null);
    }

    private static String query(List<Parameter> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(each -> each.name() + "=" + encoded(each.value()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private SettingsNode send(Operation operation, String path, @Nullable SettingsNode body)
            throws AmtoolFailure {
        URI uri = URI.create(server + "/api/v2" + path);
        byte[] bytes = new byte[0];
        Map<String, String> all = new HashMap<>(headers);
        if (body != null) {
            bytes = ConfigFiles.binder().toJson(body).getBytes(StandardCharsets.UTF_8);
            all.put("Content-Type", "application/json");
        }
        String answer;
        int status;
        try (Response response =
                caller.send(new Request(operation.method(), uri, all, bytes, timeout))) {
            status = response.status();
            answer = new String(response.body().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new AmtoolFailure(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AmtoolFailure("interrupted");
        }
        if (status != 200) {
            throw new AmtoolFailure(sentence(operation, status, answer), status);
        }
        try {
            return answer.isEmpty() ? SettingsNode.empty() : ConfigFiles.binder().parseJson(answer);
        } catch (SettingsException e) {
            throw new AmtoolFailure("the answer of " + uri + " is not JSON: " + e.getMessage());
        }
    }

    /** In the words of the client that Alertmanager generates. */
    private static String sentence(Operation operation, int status, String answer) {
        String kind =
                switch (status) {
                    case 400 -> "BadRequest";
                    case 404 -> "NotFound";
                    case 500 -> "InternalServerError";
                    default -> "";
                };
        String start = "[" + operation.method() + " " + operation.path() + "]";
        return (kind.isEmpty()
                        ? "%s %s (status %d): %s".formatted(start, operation.name(), status, answer)
                        : "%s[%d] %s%s %s".formatted(start, status, operation.name(), kind, answer))
                .strip();
    }

    @Override
    public void close() {
        caller.close();
    }
}
