package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The roles {@code endpoints} and {@code endpointslice}: each port of each address of a service,
 * and the ports of their pods that the service does not know.
 */
final class EndpointTargets {
    /** Where a slice says whose it is. */
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";

    private final Related related;
    private final String namespace;
    private final List<Labels> targets = new ArrayList<>();

    /** Pods that were seen, each with the ports for which there is a target. */
    private final Map<String, SeenPod> pods = new LinkedHashMap<>();

    private record SeenPod(Json pod, List<String> ports) {}

    private EndpointTargets(Json object, Related related) {
        this.related = related;
        this.namespace = object.text("metadata", "namespace");
    }

    static TargetGroup ofEndpoints(Json endpoints, Related related) {
        return new EndpointTargets(endpoints, related).endpoints(endpoints);
    }

    static TargetGroup ofSlice(Json slice, Related related) {
        return new EndpointTargets(slice, related).slice(slice);
    }

    private TargetGroup endpoints(Json endpoints) {
        for (Json subset : endpoints.items("subsets")) {
            for (Json port : subset.items("ports")) {
                for (Json address : subset.items("addresses")) {
                    addAddress(address, port, "true");
                }
                for (Json address : subset.items("notReadyAddresses")) {
                    addAddress(address, port, "false");
                }
            }
        }
        return group(Role.ENDPOINTS, endpoints, endpoints.text("metadata", "name"));
    }

    private void addAddress(Json address, Json port, String ready) {
        Target target =
                Builder.target()
                        .address(address.text("ip"), port.number("port"))
                        .set("endpoint_port_name", port.text("name"))
                        .set("endpoint_port_protocol", port.text("protocol"))
                        .set("endpoint_ready", ready)
                        .set("endpoint_address_target_kind", address.text("targetRef", "kind"))
                        .set("endpoint_address_target_name", address.text("targetRef", "name"))
                        .set("endpoint_node_name", address.text("nodeName"))
                        .set("endpoint_hostname", address.text("hostname"));
        related.attachNode(target, address.text("nodeName"));
        add(target, address.at("targetRef"), port.text("port"));
    }

    private TargetGroup slice(Json slice) {
        for (Json endpoint : slice.items("endpoints")) {
            for (Json port : slice.items("ports")) {
                for (String address : endpoint.texts("addresses")) {
                    addEndpoint(endpoint, port, address);
                }
            }
        }
        String service = slice.at("metadata", "labels").text(SERVICE_LABEL);
        return group(Role.ENDPOINTSLICE, slice, service);
    }

    private void addEndpoint(Json endpoint, Json port, String address) {
        String number = port.text("port");
        String prefix = "endpointslice_endpoint_";
        Json reference = endpoint.at("targetRef");
        Target target =
                Builder.target()
                        .address(
                                number.isEmpty()
                                        ? address
                                        : Target.hostPort(address, port.number("port")))
                        .set("endpointslice_port_name", port.text("name"))
                        .set("endpointslice_port_protocol", port.text("protocol"))
                        .set("endpointslice_port", number)
                        .set("endpointslice_port_app_protocol", port.text("appProtocol"))
                        .set(prefix + "hostname", endpoint.text("hostname"))
                        .set(prefix + "node_name", endpoint.text("nodeName"))
                        .set(prefix + "zone", endpoint.text("zone"))
                        .set("endpointslice_address_target_kind", reference.text("kind"))
                        .set("endpointslice_address_target_name", reference.text("name"));
        for (String condition : List.of("ready", "serving", "terminating")) {
            target.set(prefix + "conditions_" + condition, endpoint.text("conditions", condition));
        }
        endpoint.entries("deprecatedTopology")
                .forEach((key, value) ->
                        target.named(prefix + "topology", key, value.text())
                                .named(prefix + "topology_present", key, "true"));
        related.attachNode(
                target,
                reference.text("kind").equals("Node")
                        ? reference.text("name")
                        : endpoint.text("nodeName"));
        add(target, reference, number);
    }

    /** Adds a target, with what its pod says when it is a pod's. */
    private void add(Target target, Json reference, String port) {
        Json pod =
                reference.text("kind").equals("Pod")
                        ? related.find(
                                Kind.POD, reference.text("namespace"), reference.text("name"))
                        : Json.NONE;
        if (pod.exists()) {
            PodTargets.describe(target, pod, related);
            for (PodTargets.Container container : PodTargets.containers(pod)) {
                for (Json each : container.ports()) {
                    if (each.text("containerPort").equals(port)) {
                        container.describe(target, each);
                        break;
                    }
                }
            }
            String key = ObjectWatch.key(reference.text("namespace"), reference.text("name"));
            pods.computeIfAbsent(key, k -> new SeenPod(pod, new ArrayList<>())).ports.add(port);
        }
        targets.add(target.build());
    }

    private void addOtherPorts(SeenPod seen) {
        String ip = seen.pod.text("status", "podIP");
        if (ip.isEmpty()) {
            return;
        }
        for (PodTargets.Container container : PodTargets.containers(seen.pod)) {
            for (Json port : container.ports()) {
                if (!seen.ports.contains(port.text("containerPort"))) {
                    Target target = Builder.target().address(ip, port.number("containerPort"));
                    container.describe(target, port);
                    targets.add(PodTargets.describe(target, seen.pod, related).build());
                }
            }
        }
    }

    private TargetGroup group(Role role, Json object, String serviceName) {
        pods.values().forEach(this::addOtherPorts);
        Target labels =
                Builder.target()
                        .set("namespace", namespace)
                        .set("endpointslice_address_type", object.text("addressType"));
        Related.describe(labels, role.label(), object);
        if (!serviceName.isEmpty()) {
            Json service = related.find(Kind.SERVICE, namespace, serviceName);
            if (service.exists()) {
                ServiceTargets.describe(labels, service);
            }
        }
        related.attachNamespace(labels, namespace);
        return new TargetGroup(Builder.source(role, object), List.copyOf(targets), labels.build());
    }
}
