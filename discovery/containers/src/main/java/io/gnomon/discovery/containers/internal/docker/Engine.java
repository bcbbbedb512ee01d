package io.gnomon.discovery.containers.internal.docker;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.spi.common.Doc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Docker Engine.
 *
 * @param filters what lists are filtered by, as a parameter; empty for nothing
 */
record Engine(Api api, String base, String filters) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** What lists are filtered by. */
    record Filter(@Doc("Name of a filter of the list") String name, List<String> values) {}

    /**
     * The engine of an address.
     *
     * @param host a URL of the schemes unix, tcp, http or https
     * @param api how to ask when it is not unix
     */
    static Engine of(String host, List<Filter> filters, Api api) {
        if (host.startsWith("unix://")) {
            Path socket = Path.of(host.substring("unix://".length()));
            Api local = Api.of(new UnixCaller(socket), TIMEOUT);
            return new Engine(local, "http://docker", parameter(filters));
        }
        return new Engine(
                api, Api.base(host.replaceFirst("^tcp://", "http://")), parameter(filters));
    }

    private static String parameter(List<Filter> filters) {
        if (filters.isEmpty()) {
            return "";
        }
        Map<String, List<String>> values =
                filters.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Filter::name,
                                        Collectors.flatMapping(
                                                filter -> filter.values.stream().map(Json::quoted),
                                                Collectors.toList())));
        String json =
                values.entrySet().stream()
                        .map(e ->
                                Json.quoted(e.getKey())
                                        + ":["
                                        + String.join(",", e.getValue())
                                        + "]")
                        .collect(Collectors.joining(",", "{", "}"));
        return "?filters=" + Api.encoded(json);
    }

    /** The host of a section, checked. */
    static String checked(String host) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host missing");
        }
        if (!host.matches("(unix|tcp|http|https)://.+")) {
            throw new IllegalArgumentException(
                    "host: \"%s\" must begin with unix://, tcp://, http:// or https://"
                            .formatted(host));
        }
        return host;
    }

    /** All of a list. */
    List<Json> all(String list) throws IOException, InterruptedException {
        return api.json(base + list).items();
    }

    /** Those of a list that the filters leave. */
    List<Json> filtered(String list) throws IOException, InterruptedException {
        return api.json(base + list + filters).items();
    }

    /** Networks by their ids. */
    Map<String, Json> networks() throws IOException, InterruptedException {
        Map<String, Json> networks = new HashMap<>();
        all("/networks").forEach(network -> networks.put(network.text("Id"), network));
        return networks;
    }

    /** Adds what a network says of itself, nothing when it is not known. */
    static void describe(Target target, Json network) {
        if (network.exists()) {
            target.set("network_id", network.text("Id"))
                    .set("network_name", network.text("Name"))
                    .set("network_scope", network.text("Scope"))
                    .set("network_internal", String.valueOf(network.isTrue("Internal")))
                    .set("network_ingress", String.valueOf(network.isTrue("Ingress")))
                    .all("network_label", network.entries("Labels"));
        }
    }
}
