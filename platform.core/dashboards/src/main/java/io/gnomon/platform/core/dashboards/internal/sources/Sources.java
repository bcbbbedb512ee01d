package io.gnomon.platform.core.dashboards.internal.sources;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;

import java.util.List;
import java.util.function.Predicate;

/**
 * The data sources of one moment, and which of them a dashboard means. Dashboards come from other
 * servers, so what they name is found by uid, else by name, else by type; what cannot be found is
 * answered by the default one with a notice, never with an empty panel.
 *
 * @param all the built-in one first
 */
public record Sources(List<Source> all) {
    /**
     * What a reference leads to.
     *
     * @param notice a sentence for the user, empty when it is what the dashboard says
     */
    public record Found(Source source, String notice) {}

    /** The one that answers panels that name none. */
    Source byDefault() {
        return all.get(0);
    }

    /**
     * Finds what a panel or target refers to.
     *
     * @param reference a name, a uid, {@code {uid, type}}, null or missing; variables filled in
     * @throws RequestRefused NOT_FOUND with a sentence when there is nothing of this type
     */
    public Found find(JsonNode reference) throws RequestRefused {
        String id = reference.isTextual() ? reference.asText() : reference.path("uid").asText("");
        String type = reference.path("type").asText("");
        if (id.equals("-- Dashboard --") || id.equals("-- Grafana --") || id.equals("__expr__")) {
            throw new RequestRefused(
                    Kind.NOT_FOUND, "queries of \"%s\" are not supported".formatted(id));
        }
        for (Predicate<Source> wanted :
                List.<Predicate<Source>>of(
                        source -> source.uid().equals(id), source -> source.name().equals(id))) {
            for (Source source : all) {
                if (wanted.test(source)) {
                    return new Found(source, "");
                }
            }
        }
        boolean named = !id.isEmpty() && !id.equals("default") && !id.equals("-- Mixed --");
        for (Source source : all) {
            if (type.isEmpty() || isOf(source, type)) {
                String notice =
                        "there is no data source \"%s\": \"%s\" answers instead"
                                .formatted(id, source.name());
                return new Found(source, named && !id.contains("$") ? notice : "");
            }
        }
        throw new RequestRefused(
                Kind.NOT_FOUND, "there is no data source of type \"%s\"".formatted(type));
    }

    /** The built-in one speaks what Prometheus speaks. */
    private static boolean isOf(Source source, String type) {
        return source.type().equals(type)
                || (source.type().equals(DataSources.BUILT_IN_TYPE) && type.equals("prometheus"));
    }
}
