package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instances and load balancers; interface: docs.openstack.org/api-ref. */
final class OpenStackServers {
    private OpenStackServers() {}

    /** A target for each address of each instance that is not a floating one. */
    static List<Labels> instances(OpenStack.Settings settings, Keystone.Session session)
            throws IOException, InterruptedException {
        Map<String, String> devices = new HashMap<>();
        for (Json port : session.all("network", "/v2.0/ports", "ports")) {
            devices.put(port.text("id"), port.text("device_id"));
        }
        Map<String, String> floating = new HashMap<>();
        for (Json ip : session.all("network", "/v2.0/floatingips", "floatingips")) {
            String device = devices.get(ip.text("port_id"));
            if (device != null && !ip.text("fixed_ip_address").isEmpty()) {
                floating.put(
                        device + " " + ip.text("fixed_ip_address"), ip.text("floating_ip_address"));
            }
        }
        String query = settings.allTenants() ? "?all_tenants=true" : "";
        List<Labels> targets = new ArrayList<>();
        for (Json server : session.all("compute", "/servers/detail" + query, "servers")) {
            server.entries("addresses")
                    .forEach((pool, addresses) -> {
                        for (Json each : addresses.items()) {
                            String ip = each.text("addr");
                            if (!ip.isEmpty() && !floating.containsValue(ip)) {
                                String publicIp =
                                        floating.getOrDefault(server.text("id") + " " + ip, "");
                                targets.add(instance(settings, server, pool, ip, publicIp));
                            }
                        }
                    });
        }
        return targets;
    }

    private static Labels instance(
            OpenStack.Settings settings, Json server, String pool, String ip, String publicIp) {
        String flavor = server.text("flavor", "original_name");
        return Target.of("openstack")
                .address(ip, settings.port())
                .set("address_pool", pool)
                .set("instance_flavor", flavor.isEmpty() ? server.text("flavor", "id") : flavor)
                .set("instance_id", server.text("id"))
                .set("instance_image", server.text("image", "id"))
                .set("instance_name", server.text("name"))
                .set("instance_status", server.text("status"))
                .set("private_ip", ip)
                .set("project_id", server.text("tenant_id"))
                .set("public_ip", publicIp)
                .set("user_id", server.text("user_id"))
                .all("tag", server.entries("metadata"))
                .build();
    }

    /** A target for each load balancer that has a listener for Prometheus. */
    static List<Labels> loadBalancers(Keystone.Session session)
            throws IOException, InterruptedException {
        Map<String, Long> ports = new HashMap<>();
        for (Json listener : session.all("load-balancer", "/v2.0/lbaas/listeners", "listeners")) {
            if (listener.text("protocol").equals("PROMETHEUS")) {
                for (Json balancer : listener.items("loadbalancers")) {
                    ports.put(balancer.text("id"), listener.number("protocol_port"));
                }
            }
        }
        Map<String, String> floating = new HashMap<>();
        for (Json ip : session.all("network", "/v2.0/floatingips", "floatingips")) {
            floating.put(ip.text("port_id"), ip.text("floating_ip_address"));
        }
        List<Labels> targets = new ArrayList<>();
        for (Json balancer :
                session.all("load-balancer", "/v2.0/lbaas/loadbalancers", "loadbalancers")) {
            Long port = ports.get(balancer.text("id"));
            if (port != null) {
                String vip = balancer.text("vip_address");
                targets.add(
                        Target.of("openstack_loadbalancer")
                                .address(vip, port)
                                .set("availability_zone", balancer.text("availability_zone"))
                                .set(
                                        "floating_ip",
                                        floating.getOrDefault(balancer.text("vip_port_id"), ""))
                                .set("id", balancer.text("id"))
                                .set("name", balancer.text("name"))
                                .set("operating_status", balancer.text("operating_status"))
                                .set("provider", balancer.text("provider"))
                                .set("provisioning_status", balancer.text("provisioning_status"))
                                .list("tags", balancer.texts("tags"))
                                .set("vip", vip)
                                .label("__meta_openstack_project_id", balancer.text("project_id"))
                                .build());
            }
        }
        return targets;
    }
}
