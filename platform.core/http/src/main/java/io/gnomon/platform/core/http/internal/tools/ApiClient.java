package io.gnomon.platform.core.http.internal.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.config.OfflineConfig;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.settings.SettingsException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/** Asks a server by its HTTP API, ours or Prometheus's. */
final class ApiClient implements AutoCloseable {
    private final HttpCaller caller;
    private final URI server;
    private final Map<String, String> headers;

    /** Status and body of an answer. */
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Parameters in their order, names may repeat. */
    static final class Form {
        private final List<String> pairs = new ArrayList<>();

        Form add(String name, String value) {
            pairs.add(encoded(name) + "=" + encoded(value));
            return this;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return String.join("&", pairs);
        }
    }

    /** What an answer of the API contains besides its status. */
    record Data(JsonNode data, List<String> warnings) {}

    /**
     * A client of one server.
     *
     * @param server URL, its scheme may be missing
     * @param httpConfigFile the field's {@code http_config}, empty for none
     * @param headers sent with each request
     * @throws ApiException when the file or the URL is wrong
     */
    ApiClient(String server, String httpConfigFile, Map<String, String> headers)
            throws ApiException {
        this.headers = new HashMap<>(headers);
        try {
            URI uri = URI.create(server.contains("://") ? server : "http://" + server);
            String user = uri.getUserInfo();
            if (user != null) {
                if (!httpConfigFile.isEmpty()) {
                    throw new ApiException(
                            "Cannot set base auth in the server URL and use a http.config.file at"
                                    + " the same time");
                }
                byte[] credentials = user.getBytes(StandardCharsets.UTF_8);
                this.headers.put(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials));
                uri = URI.create(uri.toString().replaceFirst("//[^@/]*@", "//"));
            }
            this.server = uri;
            this.caller =
                    ServiceLoader.load(HttpClients.class)
                            .findFirst()
                            .orElseThrow()
                            .open(OfflineConfig.http(httpConfigFile));
        } catch (SettingsException | IllegalArgumentException e) {
            throw new ApiException(String.valueOf(e.getMessage()));
        }
    }

    /** The server's URL without credentials. */
    URI server() {
        return server;
    }

    /** Asks by POST, and by GET where that is not allowed. */
    Data post(String path, Form form, Duration timeout) throws ApiException {
        Answer answer =
                send("POST", path, form.toString().getBytes(StandardCharsets.UTF_8), timeout);
        return answer.status() == 405 || answer.status() == 501
                ? get(path, form, timeout)
                : data(answer);
    }

    Data get(String path, Form form, Duration timeout) throws ApiException {
        String query = form.toString();
        return data(fetch(query.isEmpty() ? path : path + "?" + query, timeout));
    }

    /** Fetches whatever is at a path. */
    Answer fetch(String path, Duration timeout) throws ApiException {
        return send("GET", path, new byte[0], timeout);
    }

    private Answer send(String method, String path, byte[] body, Duration timeout)
            throws ApiException {
        URI uri = URI.create(server.toString().replaceFirst("/+$", "") + path);
        Map<String, String> all = new HashMap<>(headers);
        if (body.length > 0) {
            all.put("Content-Type", "application/x-www-form-urlencoded");
        }
        try (Response response = caller.send(new Request(method, uri, all, body, timeout))) {
            return new Answer(response.status(), response.body().readAllBytes());
        } catch (IOException e) {
            String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
            throw new ApiException("%s \"%s\": %s".formatted(verb, uri, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted");
        }
    }

    /** Reads an answer of the API; sentences as those of Prometheus's Go client. */
    private static Data data(Answer answer) throws ApiException {
        int status = answer.status();
        boolean ofApi = status / 100 == 2 || status == 400 || status == 422 || status == 503;
        if (!ofApi) {
            String kind =
                    status / 100 == 4 ? "client" : status / 100 == 5 ? "server" : "bad_response";
            String sentence =
                    kind.equals("bad_response")
                            ? "bad_response: bad response code " + status
                            : "%1$s_error: %1$s error: %2$d".formatted(kind, status);
            String detail = answer.text().strip();
            throw new ApiException(
                    detail.isEmpty() ? sentence : sentence + " (detail: " + detail + ")");
        }
        JsonNode root;
        try {
            root = Json.read(new ByteArrayInputStream(answer.body()));
        } catch (JsonProcessingException e) {
            throw new ApiException("bad_response: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ApiException("bad_response: " + e.getMessage());
        }
        if (root.path("status").asText().equals("error")) {
            throw new ApiException(
                    root.path("errorType").asText() + ": " + root.path("error").asText());
        }
        List<String> warnings = new ArrayList<>();
        root.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return new Data(root.path("data"), warnings);
    }

    @Override
    public void close() {
        caller.close();
    }
}
