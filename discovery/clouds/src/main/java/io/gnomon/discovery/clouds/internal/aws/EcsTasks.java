package io.gnomon.discovery.clouds.internal.aws;

import io.gnomon.discovery.clouds.internal.AtOnce;
import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Xml;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tasks of all services: listed by cluster and told apart by their group, which takes fewer
 * requests than asking for each service.
 */
final class EcsTasks implements Source {
    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final String TAGS = ", \"include\": [\"TAGS\"]";
    private static final String EC2 = "&Version=2016-11-15";
    private static final String SERVICE = "service:";
    private static final int CLUSTERS_AT_ONCE = 100;
    private static final int SERVICES_AT_ONCE = 10;
    private static final int TASKS_AT_ONCE = 100;

    private final Ecs.Settings settings;
    private final Service ecs;
    private final Service ec2;

    /**
     * A source.
     *
     * @param ec2 tells of the machines that tasks run on
     */
    EcsTasks(Ecs.Settings settings, Service ecs, Service ec2) {
        this.settings = settings;
        this.ecs = ecs;
        this.ec2 = ec2;
    }

    @Override
    public List<TargetGroup> look() throws IOException, InterruptedException {
        String region = ecs.region();
        ec2.region();
        List<String> names = settings.clusters();
        if (names.isEmpty()) {
            names = list("ListClusters", "", "clusterArns");
        }
        List<Labels> targets = new ArrayList<>();
        List<Json> clusters =
                describe("DescribeClusters", "", "clusters", names, CLUSTERS_AT_ONCE, TAGS);
        for (Json cluster : clusters) {
            targets.addAll(targets(cluster, region));
        }
        return Target.group(region, targets);
    }

    private List<Labels> targets(Json cluster, String region)
            throws IOException, InterruptedException {
        String named = "\"cluster\": " + Json.quoted(cluster.text("clusterArn"));
        Map<String, Json> services = new HashMap<>();
        List<String> arns = list("ListServices", named, "serviceArns");
        for (Json service :
                describe("DescribeServices", named, "services", arns, SERVICES_AT_ONCE, TAGS)) {
            services.put(service.text("serviceName"), service);
        }
        List<Json> tasks = new ArrayList<>();
        if (!services.isEmpty()) {
            List<String> ids = list("ListTasks", named, "taskArns");
            tasks.addAll(describe("DescribeTasks", named, "tasks", ids, TASKS_AT_ONCE, TAGS));
        }
        tasks.removeIf(task -> !services.containsKey(service(task)));
        Machines machines = machines(named, tasks);
        List<Labels> targets = new ArrayList<>();
        for (Json task : tasks) {
            Json service = services.getOrDefault(service(task), Json.NONE);
            targets.addAll(target(cluster, service, task, machines, region));
        }
        return targets;
    }

    /** Name of the service a task belongs to, empty for one that was started alone. */
    private static String service(Json task) {
        String group = task.text("group");
        return group.startsWith(SERVICE) ? group.substring(SERVICE.length()) : "";
    }

    /** One target, or none for a task without an address. */
    private List<Labels> target(
            Json cluster, Json service, Json task, Machines machines, String region) {
        Map<String, String> card = card(task);
        String instance = machines.instance(task);
        Xml machine = machines.instances.getOrDefault(instance, Xml.NONE);
        boolean own = !card.isEmpty();
        String ip =
                own
                        ? card.getOrDefault("privateIPv4Address", "")
                        : machine.text("privateIpAddress");
        if (ip.isEmpty()) {
            return List.of();
        }
        String publicIp =
                own
                        ? machines.publicIps.getOrDefault(
                                card.getOrDefault("networkInterfaceId", ""), "")
                        : machine.text("ipAddress");
        Target target =
                Target.of("ecs")
                        .address(ip, settings.port())
                        .set("cluster", cluster.text("clusterName"))
                        .set("cluster_arn", service.text("clusterArn"))
                        .set("service", service.text("serviceName"))
                        .set("service_arn", service.text("serviceArn"))
                        .set("service_status", service.text("status"))
                        .set("task_group", task.text("group"))
                        .set("task_arn", task.text("taskArn"))
                        .set("task_definition", task.text("taskDefinitionArn"))
                        .set("ip_address", ip)
                        .set("region", region)
                        .set("launch_type", task.text("launchType"))
                        .set("availability_zone", task.text("availabilityZone"))
                        .set("desired_status", task.text("desiredStatus"))
                        .set("last_status", task.text("lastStatus"))
                        .set("health_status", task.text("healthStatus"))
                        .set("platform_family", task.text("platformFamily"))
                        .set("platform_version", task.text("platformVersion"))
                        .set("network_mode", own ? "awsvpc" : "bridge")
                        .set(
                                "subnet_id",
                                own ? card.getOrDefault("subnetId", "") : machine.text("subnetId"))
                        .set("public_ip", publicIp)
                        .set("container_instance_arn", task.text("containerInstanceArn"))
                        .set("ec2_instance_id", instance)
                        .set("ec2_instance_type", machine.text("instanceType"))
                        .set("ec2_instance_private_ip", machine.text("privateIpAddress"))
                        .set("ec2_instance_public_ip", machine.text("ipAddress"));
        tags(target, "tag_cluster", cluster);
        tags(target, "tag_service", service);
        tags(target, "tag_task", task);
        for (Xml tag : machine.at("tagSet").all("item")) {
            target.named("tag_ec2", tag.text("key"), tag.text("value"));
        }
        return List.of(target.build());
    }

    private static void tags(Target target, String name, Json owner) {
        for (Json tag : owner.items("tags")) {
            target.named(name, tag.text("key"), tag.text("value"));
        }
    }

    /** What is said of a task's own network card, empty when it uses its machine's. */
    private static Map<String, String> card(Json task) {
        Map<String, String> details = new HashMap<>();
        for (Json attachment : task.items("attachments")) {
            if (attachment.text("type").equals("ElasticNetworkInterface") && details.isEmpty()) {
                for (Json detail : attachment.items("details")) {
                    details.put(detail.text("name"), detail.text("value"));
                }
            }
        }
        return details;
    }

    /**
     * Where tasks run.
     *
     * @param ids of instances of EC2, by container instance
     * @param instances by id
     * @param publicIps by id of the network card
     */
    private record Machines(
            Map<String, String> ids, Map<String, Xml> instances, Map<String, String> publicIps) {
        String instance(Json task) {
            return ids.getOrDefault(task.text("containerInstanceArn"), "");
        }
    }

    private Machines machines(String cluster, List<Json> tasks)
            throws IOException, InterruptedException {
        TreeSet<String> containers = new TreeSet<>();
        TreeSet<String> cards = new TreeSet<>();
        for (Json task : tasks) {
            containers.add(task.text("containerInstanceArn"));
            cards.add(card(task).getOrDefault("networkInterfaceId", ""));
        }
        containers.remove("");
        cards.remove("");
        Map<String, String> ids = new TreeMap<>();
        for (Json container :
                describe(
                        "DescribeContainerInstances",
                        cluster,
                        "containerInstances",
                        containers,
                        TASKS_AT_ONCE,
                        "")) {
            ids.put(container.text("containerInstanceArn"), container.text("ec2InstanceId"));
        }
        Map<String, Xml> instances = new HashMap<>();
        for (Xml answer :
                describe("DescribeInstances", "InstanceId", new TreeSet<>(ids.values()))) {
            for (Xml reservation : answer.at("reservationSet").all("item")) {
                for (Xml instance : reservation.at("instancesSet").all("item")) {
                    instances.put(instance.text("instanceId"), instance);
                }
            }
        }
        Map<String, String> publicIps = new HashMap<>();
        for (Xml answer : describe("DescribeNetworkInterfaces", "NetworkInterfaceId", cards)) {
            for (Xml card : answer.at("networkInterfaceSet").all("item")) {
                publicIps.put(
                        card.text("networkInterfaceId"), card.text("association", "publicIp"));
            }
        }
        return new Machines(ids, instances, publicIps);
    }

    /** Answers about things of EC2; none when this account may not ask. */
    private List<Xml> describe(String action, String id, Collection<String> ids)
            throws IOException, InterruptedException {
        try {
            return AtOnce.ask(
                    batches(ids, TASKS_AT_ONCE),
                    settings.requestConcurrency(),
                    batch -> {
                        StringBuilder parameters = new StringBuilder("Action=" + action + EC2);
                        int n = 1;
                        for (String each : batch) {
                            parameters.append('&').append(id).append('.').append(n++);
                            parameters.append('=').append(Api.encoded(each));
                        }
                        return ec2.form(parameters.toString());
                    });
        } catch (Api.Refused e) {
            return List.of();
        }
    }

    /** All texts of a list with pages. */
    private List<String> list(String action, String about, String key)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        String next = "";
        do {
            String token = next.isEmpty() ? "" : "\"nextToken\": " + Json.quoted(next);
            String comma = about.isEmpty() || token.isEmpty() ? "" : ", ";
            Json page = ecs.json(TARGET + action, "{" + about + comma + token + "}");
            all.addAll(page.texts(key));
            next = page.text("nextToken");
        } while (!next.isEmpty());
        return all;
    }

    /** Everything about things, some at a time. */
    private List<Json> describe(
            String action,
            String about,
            String key,
            Collection<String> names,
            int size,
            String include)
            throws IOException, InterruptedException {
        List<Json> all = new ArrayList<>();
        String comma = about.isEmpty() ? "" : ", ";
        AtOnce.ask(
                        batches(names, size),
                        settings.requestConcurrency(),
                        batch ->
                                ecs.json(
                                                TARGET + action,
                                                "{%s%s\"%s\": %s%s}"
                                                        .formatted(
                                                                about,
                                                                comma,
                                                                key,
                                                                batch.stream()
                                                                        .map(Json::quoted)
                                                                        .toList(),
                                                                include))
                                        .items(key))
                .forEach(all::addAll);
        return all;
    }

    private static List<List<String>> batches(Collection<String> names, int size) {
        List<String> all = List.copyOf(names);
        List<List<String>> batches = new ArrayList<>();
        for (int at = 0; at < all.size(); at += size) {
            batches.add(all.subList(at, Math.min(at + size, all.size())));
        }
        return batches;
    }

    @Override
    public void close() {
        ecs.close();
        ec2.close();
    }
}
