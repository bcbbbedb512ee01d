package io.gnomon.discovery.containers.internal.kubernetes;

import static io.gnomon.discovery.polling.Api.encoded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import io.gnomon.discovery.polling.Json;
import io.gnomon.spi.common.HttpCaller;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects of one kind in one namespace, or in all: listed page by page, then watched from the
 * version of the list on, listed again when the cluster has forgotten that version. Rounds run on
 * one thread, the objects may be read by any.
 */
final class ObjectWatch {
    /** Large parts of objects of which no label is made. */
    private static final Set<String> SKIPPED =
            Set.of(
                    "managedFields",
                    "volumes",
                    "volumeMounts",
                    "env",
                    "envFrom",
                    "resources",
                    "livenessProbe",
                    "readinessProbe",
                    "startupProbe",
                    "securityContext",
                    "affinity",
                    "tolerations",
                    "lifecycle",
                    "command",
                    "args",
                    "images",
                    "template");

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int PAGE = 500;
    private static final int GONE = 410;

    private final Cluster cluster;
    private final Kind kind;
    private final String url;
    private final String query;
    private final Runnable works;
    private final Runnable changed;
    private final Map<String, Json> objects = new ConcurrentHashMap<>();

    /** Version up to which is known; empty when it has to be listed. */
    private String version = "";

    /**
     * Knows nothing yet.
     *
     * @param works called when a watch has begun
     * @param changed called after objects came, changed or went
     */
    ObjectWatch(
            Cluster cluster,
            Kind kind,
            String namespace,
            Kubernetes.Selector selector,
            Runnable works,
            Runnable changed) {
        this.cluster = cluster;
        this.kind = kind;
        this.url = cluster.base() + kind.path(namespace);
        StringBuilder both = new StringBuilder();
        if (!selector.label().isEmpty()) {
            both.append("&labelSelector=").append(encoded(selector.label()));
        }
        if (!selector.field().isEmpty()) {
            both.append("&fieldSelector=").append(encoded(selector.field()));
        }
        this.query = both.toString();
        this.works = works;
        this.changed = changed;
    }

    Kind kind() {
        return kind;
    }

    /** Objects by namespace and name. */
    Map<String, Json> objects() {
        return objects;
    }

    /** The key of an object in a namespace; of one that is in none just its name. */
    static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    private static String key(Json object) {
        return key(object.text("metadata", "namespace"), object.text("metadata", "name"));
    }

    /** Lists, or watches until the server ends it. */
    void round() throws IOException, InterruptedException {
        if (version.isEmpty()) {
            list();
        } else {
            watch();
        }
    }

    private void list() throws IOException, InterruptedException {
        Map<String, Json> fresh = new HashMap<>();
        String listed = "";
        String next = "";
        do {
            String page = next.isEmpty() ? "" : "&continue=" + encoded(next);
            String from = url + "?limit=" + PAGE + query + page;
            try (HttpCaller.Response answer = open(from)) {
                if (answer.status() != 200) {
                    throw new IOException(refusal(answer));
                }
                Json read = Json.read(answer.body(), SKIPPED);
                for (Json object : read.items("items")) {
                    fresh.put(key(object), object);
                }
                listed = read.text("metadata", "resourceVersion");
                next = read.text("metadata", "continue");
            }
        } while (!next.isEmpty());
        objects.keySet().retainAll(fresh.keySet());
        objects.putAll(fresh);
        version = listed;
        changed.run();
    }

    private void watch() throws IOException, InterruptedException {
        String from =
                "%s?watch=1&allowWatchBookmarks=true&resourceVersion=%s&timeoutSeconds=%d%s"
                        .formatted(url, encoded(version), Cluster.WATCH.toSeconds(), query);
        try (HttpCaller.Response answer = open(from)) {
            if (answer.status() == GONE) {
                version = "";
                return;
            }
            if (answer.status() != 200) {
                throw new IOException(refusal(answer));
            }
            works.run();
            try (JsonParser parser = FACTORY.createParser(answer.body())) {
                while (!version.isEmpty() && parser.nextToken() != null) {
                    take(Json.value(parser, SKIPPED));
                }
            }
        }
    }

    private HttpCaller.Response open(String from) throws IOException, InterruptedException {
        return cluster.api().open("GET", from, Map.of(), new byte[0]);
    }

    private String refusal(HttpCaller.Response answer) throws IOException {
        String said;
        try {
            said = Json.read(answer.body()).text("message");
        } catch (IOException e) {
            said = answer.reason();
        }
        return "%s answers %d: %s".formatted(url, answer.status(), said);
    }

    private void take(Json event) throws IOException {
        Json object = event.at("object");
        switch (event.text("type")) {
            case "ADDED", "MODIFIED" -> objects.put(key(object), object);
            case "DELETED" -> objects.remove(key(object));
            case "BOOKMARK" -> {
                version = object.text("metadata", "resourceVersion");
                return;
            }
            case "ERROR" -> {
                version = "";
                if (object.number("code") != GONE) {
                    throw new IOException(url + ": " + object.text("message"));
                }
                return;
            }
            default -> throw new IOException(url + ": unknown event " + event.text("type"));
        }
        version = object.text("metadata", "resourceVersion");
        changed.run();
    }
}
