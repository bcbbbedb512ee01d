package io.gnomon.platform.core.remote.internal.otlp;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.OtlpConfig;
import io.gnomon.platform.core.promformat.remote.OtlpAttributes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels from attributes of resource, scope and point, as prometheus/prometheus,
 * otlptranslator/prometheusremotewrite/helper.go joins them. For one thread.
 */
final class ResourceLabels {
    private static final List<String> IDENTIFYING =
            List.of("service.namespace", "service.name", "service.instance.id");

    private final OtlpConfig config;
    private final LabelNames names;

    private final Map<String, String> promoted = new TreeMap<>();
    private final Map<String, String> scope = new TreeMap<>();
    private String job = "";
    private String instance = "";
    private Labels targetInfo = Labels.EMPTY;

    ResourceLabels(OtlpConfig config) {
        this.config = config;
        this.names =
                new LabelNames(
                        config.translationStrategy().escapes(),
                        config.labelNamePreserveMultipleUnderscores(),
                        config.labelNameUnderscoreSanitization());
    }

    /** Begins a resource. */
    void resource(OtlpAttributes attributes) throws Untranslatable {
        String service = attributes.get("service.name");
        String namespace = attributes.get("service.namespace");
        job = namespace.isEmpty() || service.isEmpty() ? service : namespace + "/" + service;
        instance = attributes.get("service.instance.id");
        promoted.clear();
        scope.clear();
        targetInfo = Labels.EMPTY;
        Map<String, String> all = sorted(attributes);
        for (Map.Entry<String, String> one : all.entrySet()) {
            boolean promote =
                    config.promoteAllResourceAttributes()
                            ? !config.ignoreResourceAttributes().contains(one.getKey())
                            : config.promoteResourceAttributes().contains(one.getKey());
            if (promote) {
                join(promoted, one.getKey(), one.getValue());
            }
        }
        targetInfo = targetInfo(all);
    }

    private Labels targetInfo(Map<String, String> all) throws Untranslatable {
        boolean more = all.keySet().stream().anyMatch(name -> !IDENTIFYING.contains(name));
        if (!more || (job.isEmpty() && instance.isEmpty())) {
            return Labels.EMPTY;
        }
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, String> one : all.entrySet()) {
            if (config.keepIdentifyingResourceAttributes() || !IDENTIFYING.contains(one.getKey())) {
                join(labels, one.getKey(), one.getValue());
            }
        }
        identify(labels);
        labels.put(Labels.METRIC_NAME, "target_info");
        return labels(labels);
    }

    /** Labels of the series that describes the resource, empty when there is nothing to say. */
    Labels targetInfo() {
        return targetInfo;
    }

    /** Begins a scope. */
    void scope(String name, String version, String schemaUrl, OtlpAttributes attributes)
            throws Untranslatable {
        scope.clear();
        if (!config.promoteScopeMetadata()) {
            return;
        }
        for (Map.Entry<String, String> one : sorted(attributes).entrySet()) {
            join(scope, "otel_scope_" + one.getKey(), one.getValue());
        }
        scope.put("otel_scope_name", name);
        scope.put("otel_scope_version", version);
        scope.put("otel_scope_schema_url", schemaUrl);
    }

    /** Labels of a point without the metric's name. */
    Map<String, String> point(OtlpAttributes attributes) throws Untranslatable {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, String> one : sorted(attributes).entrySet()) {
            if (!one.getKey().equals(Labels.METRIC_NAME)) {
                join(labels, one.getKey(), one.getValue());
            }
        }
        promoted.forEach(labels::putIfAbsent);
        identify(labels);
        labels.putAll(scope);
        return labels;
    }

    private void identify(Map<String, String> labels) {
        if (!job.isEmpty()) {
            labels.put("job", job);
        }
        if (!instance.isEmpty()) {
            labels.put("instance", instance);
        }
    }

    private static Map<String, String> sorted(OtlpAttributes attributes) {
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            sorted.put(attributes.name(i), attributes.value(i));
        }
        return sorted;
    }

    /** Attributes whose names become one have their values joined. */
    private void join(Map<String, String> labels, String attribute, String value)
            throws Untranslatable {
        labels.merge(
                names.name(attribute),
                value,
                (before, more) -> before.isEmpty() ? more : before + ";" + more);
    }

    /** A label set; what is empty is no label. */
    static Labels labels(Map<String, String> map) {
        Labels.Builder builder = Labels.builder();
        map.forEach((name, value) -> {
            if (!value.isEmpty()) {
                builder.set(name, value);
            }
        });
        return builder.build();
    }
}
