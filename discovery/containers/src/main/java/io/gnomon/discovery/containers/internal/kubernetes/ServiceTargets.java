package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.ArrayList;
import java.util.List;

/** The role {@code service}: each port of each service. */
final class ServiceTargets {
    private ServiceTargets() {}

    static TargetGroup build(Json service, Related related) {
        String namespace = service.text("metadata", "namespace");
        Target labels = describe(Builder.target(), service);
        related.attachNamespace(labels, namespace);
        String host = service.text("metadata", "name") + "." + namespace + ".svc";
        List<Labels> targets = new ArrayList<>();
        for (Json port : service.items("spec", "ports")) {
            targets.add(target(host, service.at("spec"), port));
        }
        return new TargetGroup(
                Builder.source(Role.SERVICE, service), List.copyOf(targets), labels.build());
    }

    /** What a service says of itself, also to its endpoints. */
    static Target describe(Target target, Json service) {
        Related.describe(target, "service", service);
        return target.set("namespace", service.text("metadata", "namespace"));
    }

    private static Labels target(String host, Json spec, Json port) {
        String type = spec.text("type");
        Target target =
                Builder.target()
                        .address(host, port.number("port"))
                        .set("service_port_name", port.text("name"))
                        .set("service_port_number", port.text("port"))
                        .set("service_port_protocol", port.text("protocol"))
                        .set("service_type", type);
        if (type.equals("ExternalName")) {
            target.set("service_external_name", spec.text("externalName"));
        } else {
            target.set("service_cluster_ip", spec.text("clusterIP"));
        }
        if (type.equals("LoadBalancer")) {
            target.set("service_loadbalancer_ip", spec.text("loadBalancerIP"));
        }
        return target.build();
    }
}
