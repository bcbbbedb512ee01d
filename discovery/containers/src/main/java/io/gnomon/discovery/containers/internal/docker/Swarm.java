package io.gnomon.discovery.containers.internal.docker;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The services, tasks or nodes of a swarm. */
record Swarm(DockerSwarm.Settings settings, Engine engine) implements Source {
    Swarm(DockerSwarm.Settings settings, Api api) {
        this(settings, Engine.of(settings.host(), settings.filters(), api));
    }

    @Override
    public List<TargetGroup> look() throws IOException, InterruptedException {
        List<Labels> targets =
                switch (settings.role()) {
                    case "services" -> services();
                    case "tasks" -> tasks();
                    default -> nodes();
                };
        return Target.group("DockerSwarm", targets);
    }

    private List<Labels> nodes() throws IOException, InterruptedException {
        List<Labels> targets = new ArrayList<>();
        for (Json node : engine.filtered("/nodes")) {
            Target target =
                    describeNode(target(), node)
                            .address(node.text("Status", "Addr"), settings.port())
                            .set(
                                    "node_engine_version",
                                    node.text("Description", "Engine", "EngineVersion"));
            Json manager = node.at("ManagerStatus");
            if (manager.exists()) {
                target.set("node_manager_leader", String.valueOf(manager.isTrue("Leader")))
                        .set("node_manager_reachability", manager.text("Reachability"))
                        .set("node_manager_address", manager.text("Addr"));
            }
            targets.add(target.build());
        }
        return targets;
    }

    private List<Labels> services() throws IOException, InterruptedException {
        List<Json> services = engine.filtered("/services");
        Map<String, Json> networks = engine.networks();
        List<Labels> targets = new ArrayList<>();
        for (Json service : services) {
            for (Json address : service.items("Endpoint", "VirtualIPs")) {
                Json network = networks.getOrDefault(address.text("NetworkID"), Json.NONE);
                String host = host(address.text("Addr"));
                int before = targets.size();
                for (Json port : service.items("Endpoint", "Ports")) {
                    if (isTcp(port)) {
                        targets.add(
                                service(service, network)
                                        .address(host, port.number("PublishedPort"))
                                        .set("service_endpoint_port_name", port.text("Name"))
                                        .set(
                                                "service_endpoint_port_publish_mode",
                                                port.text("PublishMode"))
                                        .build());
                    }
                }
                if (targets.size() == before) {
                    targets.add(service(service, network).address(host, settings.port()).build());
                }
            }
        }
        return targets;
    }

    private static Target service(Json service, Json network) {
        Json container = service.at("Spec", "TaskTemplate", "ContainerSpec");
        Target target =
                describeService(target(), service)
                        .set("service_task_container_hostname", container.text("Hostname"))
                        .set("service_task_container_image", container.text("Image"))
                        .set("service_updating_status", service.text("UpdateStatus", "State"));
        Engine.describe(target, network);
        return target;
    }

    private List<Labels> tasks() throws IOException, InterruptedException {
        List<Json> tasks = engine.filtered("/tasks");
        Map<String, Json> services = byId(engine.all("/services"));
        Map<String, Json> nodes = byId(engine.all("/nodes"));
        Map<String, Json> networks = engine.networks();
        List<Labels> targets = new ArrayList<>();
        for (Json task : tasks) {
            Json service = services.getOrDefault(task.text("ServiceID"), Json.NONE);
            Json node = nodes.getOrDefault(task.text("NodeID"), Json.NONE);
            for (Json port : task.items("Status", "PortStatus", "Ports")) {
                if (isTcp(port)) {
                    targets.add(
                            task(task, service, node)
                                    .address(
                                            node.text("Status", "Addr"),
                                            port.number("PublishedPort"))
                                    .set("task_port_publish_mode", port.text("PublishMode"))
                                    .build());
                }
            }
            for (Json attachment : task.items("NetworksAttachments")) {
                Json network = networks.getOrDefault(attachment.text("Network", "ID"), Json.NONE);
                for (String address : attachment.texts("Addresses")) {
                    attached(task, service, node, network, host(address), targets);
                }
            }
        }
        return targets;
    }

    private void attached(
            Json task, Json service, Json node, Json network, String host, List<Labels> targets) {
        int before = targets.size();
        for (Json port : service.items("Endpoint", "Ports")) {
            if (isTcp(port)) {
                Target target =
                        task(task, service, node)
                                .address(host, port.number("PublishedPort"))
                                .set("task_port_publish_mode", port.text("PublishMode"));
                Engine.describe(target, network);
                targets.add(target.build());
            }
        }
        if (targets.size() == before) {
            Target target = task(task, service, node).address(host, settings.port());
            Engine.describe(target, network);
            targets.add(target.build());
        }
    }

    private static Target task(Json task, Json service, Json node) {
        Target target =
                target().all("container_label", task.entries("Spec", "ContainerSpec", "Labels"))
                        .set("task_id", task.text("ID"))
                        .set(
                                "task_container_id",
                                task.text("Status", "ContainerStatus", "ContainerID"))
                        .set("task_desired_state", task.text("DesiredState"))
                        .set("task_state", task.text("Status", "State"))
                        .set("task_slot", String.valueOf(task.number("Slot")));
        if (service.exists()) {
            describeService(target, service);
        }
        return node.exists() ? describeNode(target, node) : target;
    }

    private static Target describeService(Target target, Json service) {
        Json mode = service.at("Spec", "Mode");
        return target.set("service_id", service.text("ID"))
                .set("service_name", service.text("Spec", "Name"))
                .set(
                        "service_mode",
                        mode.at("Global").exists()
                                ? "global"
                                : mode.at("Replicated").exists() ? "replicated" : "")
                .all("service_label", service.entries("Spec", "Labels"));
    }

    private static Target describeNode(Target target, Json node) {
        Json platform = node.at("Description", "Platform");
        return target.set("node_id", node.text("ID"))
                .set("node_role", node.text("Spec", "Role"))
                .set("node_address", node.text("Status", "Addr"))
                .set("node_availability", node.text("Spec", "Availability"))
                .set("node_hostname", node.text("Description", "Hostname"))
                .set("node_platform_architecture", platform.text("Architecture"))
                .set("node_platform_os", platform.text("OS"))
                .set("node_status", node.text("Status", "State"))
                .all("node_label", node.entries("Spec", "Labels"));
    }

    private static Target target() {
        return Target.of("dockerswarm");
    }

    private static boolean isTcp(Json port) {
        return port.text("Protocol").equals("tcp");
    }

    /** The address of a network in CIDR form. */
    private static String host(String cidr) {
        return cidr.replaceAll("/.*", "");
    }

    private static Map<String, Json> byId(List<Json> objects) {
        Map<String, Json> found = new HashMap<>();
        objects.forEach(object -> found.put(object.text("ID"), object));
        return found;
    }
}
