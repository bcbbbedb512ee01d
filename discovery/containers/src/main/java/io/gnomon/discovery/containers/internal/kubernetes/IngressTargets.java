package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.ArrayList;
import java.util.List;

/** The role {@code ingress}: each path of each host. */
final class IngressTargets {
    private IngressTargets() {}

    static TargetGroup build(Json ingress, Related related) {
        String namespace = ingress.text("metadata", "namespace");
        Target labels =
                Builder.target()
                        .set("namespace", namespace)
                        .set("ingress_class_name", ingress.text("spec", "ingressClassName"));
        Related.describe(labels, "ingress", ingress);
        related.attachNamespace(labels, namespace);
        List<String> secured = new ArrayList<>();
        for (Json tls : ingress.items("spec", "tls")) {
            secured.addAll(tls.texts("hosts"));
        }
        List<Labels> targets = new ArrayList<>();
        for (Json rule : ingress.items("spec", "rules")) {
            String host = rule.text("host");
            boolean https = secured.stream().anyMatch(pattern -> matches(pattern, host));
            for (String path : paths(rule)) {
                targets.add(
                        Builder.target()
                                .address(host)
                                .set("ingress_scheme", https ? "https" : "http")
                                .set("ingress_host", host)
                                .set("ingress_path", path)
                                .build());
            }
        }
        return new TargetGroup(
                Builder.source(Role.INGRESS, ingress), List.copyOf(targets), labels.build());
    }

    private static List<String> paths(Json rule) {
        if (!rule.at("http").exists()) {
            return List.of("/");
        }
        return rule.items("http", "paths").stream()
                .map(path -> path.text("path"))
                .map(path -> path.isEmpty() ? "/" : path)
                .toList();
    }

    /** Whether a host is meant; a pattern's first part may be a star. */
    private static boolean matches(String pattern, String host) {
        if (pattern.equals(host)) {
            return true;
        }
        int dot = host.indexOf('.');
        return pattern.startsWith("*.")
                && dot >= 0
                && host.substring(dot).equals(pattern.substring(1));
    }
}
