package io.gnomon.discovery.containers.internal.kubernetes;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The role {@code pod}: each port of each container. */
final class PodTargets {
    private PodTargets() {}

    static TargetGroup build(Json pod, Related related) {
        String source = Builder.source(Role.POD, pod);
        String ip = pod.text("status", "podIP");
        String node = pod.text("spec", "nodeName");
        boolean elsewhere =
                related.settings().selectsNodes() && !related.find(Kind.NODE, "", node).exists();
        if (ip.isEmpty() || elsewhere) {
            // Without an address it is starting or was evicted.
            return new TargetGroup(source, List.of(), Labels.EMPTY);
        }
        String namespace = pod.text("metadata", "namespace");
        Target labels = describe(Builder.target(), pod, related).set("namespace", namespace);
        related.attachNode(labels, node);
        related.attachNamespace(labels, namespace);
        List<Labels> targets = new ArrayList<>();
        for (Container container : containers(pod)) {
            String id = container.id(pod);
            if (container.ports().isEmpty()) {
                targets.add(
                        container
                                .describe(Builder.target().address(ip))
                                .set("pod_container_id", id)
                                .build());
            }
            for (Json port : container.ports()) {
                Target target = Builder.target().address(ip, port.number("containerPort"));
                container.describe(target, port).set("pod_container_id", id);
                targets.add(target.build());
            }
        }
        return new TargetGroup(source, List.copyOf(targets), labels.build());
    }

    /** A container of a pod; those that start it up come after the others. */
    record Container(Json spec, boolean init) {
        List<Json> ports() {
            return spec.items("ports");
        }

        Target describe(Target target) {
            return target.set("pod_container_name", spec.text("name"))
                    .set("pod_container_image", spec.text("image"))
                    .set("pod_container_init", String.valueOf(init));
        }

        Target describe(Target target, Json port) {
            return describe(target)
                    .set("pod_container_port_name", port.text("name"))
                    .set("pod_container_port_number", port.text("containerPort"))
                    .set("pod_container_port_protocol", port.text("protocol"));
        }

        String id(Json pod) {
            String statuses = init ? "initContainerStatuses" : "containerStatuses";
            for (Json status : pod.items("status", statuses)) {
                if (status.text("name").equals(spec.text("name"))) {
                    return status.text("containerID");
                }
            }
            return "";
        }
    }

    static List<Container> containers(Json pod) {
        List<Container> containers = new ArrayList<>();
        pod.items("spec", "containers").forEach(spec -> containers.add(new Container(spec, false)));
        pod.items("spec", "initContainers")
                .forEach(spec -> containers.add(new Container(spec, true)));
        return containers;
    }

    /** What a pod says of itself, also to its endpoints. */
    static Target describe(Target target, Json pod, Related related) {
        Related.describe(target, "pod", pod);
        controllers(target, pod, related);
        return target.set("pod_ip", pod.text("status", "podIP"))
                .set("pod_ready", ready(pod))
                .set("pod_phase", pod.text("status", "phase"))
                .set("pod_node_name", pod.text("spec", "nodeName"))
                .set("pod_host_ip", pod.text("status", "hostIP"))
                .set("pod_uid", pod.text("metadata", "uid"));
    }

    private static void controllers(Target target, Json pod, Related related) {
        Json controller = controller(pod);
        String kind = controller.text("kind");
        String name = controller.text("name");
        target.set("pod_controller_kind", kind).set("pod_controller_name", name);
        String namespace = pod.text("metadata", "namespace");
        if (kind.equals("ReplicaSet") && related.attach().deployment()) {
            Json owner = controller(related.find(Kind.REPLICASET, namespace, name));
            if (owner.text("kind").equals("Deployment")) {
                target.set("pod_deployment_name", owner.text("name"));
            }
        } else if (kind.equals("Job")) {
            if (related.attach().job()) {
                target.set("pod_job_name", name);
            }
            if (related.attach().cronjob()) {
                Json owner = controller(related.find(Kind.JOB, namespace, name));
                if (owner.text("kind").equals("CronJob")) {
                    target.set("pod_cronjob_name", owner.text("name"));
                }
            }
        }
    }

    private static Json controller(Json object) {
        for (Json owner : object.items("metadata", "ownerReferences")) {
            if (owner.isTrue("controller")) {
                return owner;
            }
        }
        return Json.NONE;
    }

    private static String ready(Json pod) {
        for (Json condition : pod.items("status", "conditions")) {
            if (condition.text("type").equals("Ready")) {
                return condition.text("status").toLowerCase(Locale.ROOT);
            }
        }
        return "unknown";
    }
}
