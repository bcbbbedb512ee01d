package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The role {@code node}: the kubelet of each node. */
final class NodeTargets {
    private static final List<String> PREFERRED =
            List.of(
                    "InternalIP",
                    "InternalDNS",
                    "ExternalIP",
                    "ExternalDNS",
                    "LegacyHostIP",
                    "Hostname");

    private NodeTargets() {}

    static TargetGroup build(Json node, Related related) {
        Target labels = Builder.target().set("node_provider_id", node.text("spec", "providerID"));
        Related.describe(labels, "node", node);
        return new TargetGroup(Builder.source(Role.NODE, node), targets(node), labels.build());
    }

    private static List<Labels> targets(Json node) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (Json address : node.items("status", "addresses")) {
            addresses.putIfAbsent(address.text("type"), address.text("address"));
        }
        for (String type : PREFERRED) {
            String host = addresses.get(type);
            if (host != null) {
                long port = node.number("status", "daemonEndpoints", "kubeletEndpoint", "Port");
                Target target =
                        Builder.target()
                                .address(host, port)
                                .label("instance", node.text("metadata", "name"));
                addresses.forEach((each, value) -> target.named("node_address", each, value));
                return List.of(target.build());
            }
        }
        return List.of();
    }
}
