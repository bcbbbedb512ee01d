package io.gnomon.discovery.clouds.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.discovery.polling.Api;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpClients;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * With the answers of Prometheus's own tests where there are some, else after the documentation.
 */
class CloudsTest {
    private final HttpClients clients = new PlainHttpClients();
    private final Clouds cloud = new Clouds();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private static String peers(String file) throws IOException {
        return Files.readString(PeerData.folder("discovery").resolve(file));
    }

    @Test
    void digitalOcean() throws Exception {
        cloud.put(
                "/v2/droplets?per_page=200&page=1",
                """
                {"droplets": [{"id": 3164444, "name": "example.com", "status": "active",
                  "features": ["backups", "private_networking"], "tags": ["a", "b"],
                  "image": {"slug": "ubuntu-16-04-x64", "name": "14.04 x64"}, "size_slug": "s-1vcpu-1gb",
                  "networks": {"v4": [{"ip_address": "10.0.0.2", "type": "private"},
                      {"ip_address": "104.236.32.182", "type": "public"}],
                    "v6": [{"ip_address": "2604:A880:0800::2DD:4001", "type": "public"}]},
                  "region": {"slug": "nyc3"}, "vpc_uuid": "f9b0769c"}],
                 "links": {"pages": {"next": "x?page=2"}}}
                """);
        cloud.put(
                "/v2/droplets?per_page=200&page=2",
                """
                {"droplets": [{"id": 1, "networks": {"v4": []}},
                  {"id": 2, "networks": {"v4": [{"ip_address": "1.1.1.1", "type": "public"}]}}],
                 "links": {}}
                """);
        List<Labels> targets =
                cloud.targets(new DigitalOcean(clients, cloud.url()), "{port: 9100}");
        assertEquals(2, targets.size());
        assertEquals(
                Labels.of(
                        "__address__", "104.236.32.182:9100",
                        "__meta_digitalocean_droplet_id", "3164444",
                        "__meta_digitalocean_droplet_name", "example.com",
                        "__meta_digitalocean_features", ",backups,private_networking,",
                        "__meta_digitalocean_image", "ubuntu-16-04-x64",
                        "__meta_digitalocean_image_name", "14.04 x64",
                        "__meta_digitalocean_private_ipv4", "10.0.0.2",
                        "__meta_digitalocean_public_ipv4", "104.236.32.182",
                        "__meta_digitalocean_public_ipv6", "2604:A880:0800::2DD:4001",
                        "__meta_digitalocean_region", "nyc3",
                        "__meta_digitalocean_size", "s-1vcpu-1gb",
                        "__meta_digitalocean_status", "active",
                        "__meta_digitalocean_tags", ",a,b,",
                        "__meta_digitalocean_vpc", "f9b0769c"),
                targets.get(0));
    }

    @Test
    void vultr() throws Exception {
        cloud.put(
                "/v2/instances?per_page=100",
                """
                {"instances": [{"id": "dbdbd38c", "os": "SNAPSHOT", "ram": 2048, "disk": 55,
                  "main_ip": "149.28.234.27", "vcpu_count": 1, "region": "atl", "plan": "vc2-1c-2gb",
                  "allowed_bandwidth": 2000, "server_status": "ok", "v6_main_ip": "2001:db8::1",
                  "label": "np-2", "internal_ip": "10.0.0.1", "hostname": "np-2", "os_id": 164,
                  "features": ["ipv6"], "tags": ["tag1", "tag2"]}],
                 "meta": {"links": {"next": "bmV4dA==", "prev": ""}}}
                """);
        cloud.put(
                "/v2/instances?per_page=100&cursor=bmV4dA%3D%3D",
                "{\"instances\": [{\"main_ip\": \"1.1.1.1\"}], \"meta\": {\"links\": {}}}");
        List<Labels> targets = cloud.targets(new Vultr(clients, cloud.url()), "{}");
        assertEquals(2, targets.size());
        assertEquals(
                Labels.of(
                        "__address__", "149.28.234.27:80",
                        "__meta_vultr_instance_allowed_bandwidth_gb", "2000",
                        "__meta_vultr_instance_disk_gb", "55",
                        "__meta_vultr_instance_features", ",ipv6,",
                        "__meta_vultr_instance_hostname", "np-2",
                        "__meta_vultr_instance_id", "dbdbd38c",
                        "__meta_vultr_instance_internal_ip", "10.0.0.1",
                        "__meta_vultr_instance_label", "np-2",
                        "__meta_vultr_instance_main_ip", "149.28.234.27",
                        "__meta_vultr_instance_main_ipv6", "2001:db8::1",
                        "__meta_vultr_instance_os", "SNAPSHOT",
                        "__meta_vultr_instance_os_id", "164",
                        "__meta_vultr_instance_plan", "vc2-1c-2gb",
                        "__meta_vultr_instance_ram_mb", "2048",
                        "__meta_vultr_instance_region", "atl",
                        "__meta_vultr_instance_server_status", "ok",
                        "__meta_vultr_instance_tags", ",tag1,tag2,",
                        "__meta_vultr_instance_vcpu_count", "1"),
                targets.get(0));
    }

    @Test
    void hetznerCloud() throws Exception {
        cloud.put(
                "/v1/servers?per_page=50&page=1&label_selector=a%3Db",
                """
                {"servers": [{"id": 42, "name": "my-server", "status": "running",
                  "public_net": {"ipv4": {"ip": "1.2.3.4"}, "ipv6": {"ip": "2001:db8::/64"}},
                  "private_net": [{"network": 4711, "ip": "10.0.0.2"}],
                  "server_type": {"name": "cx11", "cores": 1, "memory": 1, "disk": 25, "cpu_type": "local"},
                  "datacenter": {"name": "fsn1-dc8", "location": {"name": "fsn1", "network_zone": "eu-central"}},
                  "image": {"name": "ubuntu-20.04", "description": "Ubuntu", "os_flavor": "ubuntu", "os_version": "20.04"},
                  "labels": {"my-key": "my-value"}}],
                 "meta": {"pagination": {"next_page": 2}}}
                """);
        cloud.put(
                "/v1/servers?per_page=50&page=2&label_selector=a%3Db",
                """
                {"servers": [{"id": 43, "public_net": {"ipv4": {"ip": "1.2.3.5"}}}],
                 "meta": {"pagination": {"next_page": null}}}
                """);
        cloud.put(
                "/v1/networks?per_page=50&page=1",
                "{\"networks\": [{\"id\": 4711, \"name\": \"my net\"}]}");
        List<Labels> targets =
                cloud.targets(
                        new Hetzner(clients, cloud.url(), ""),
                        "{role: hcloud, label_selector: 'a=b'}");
        assertEquals(2, targets.size());
        String hcloud = "__meta_hetzner_hcloud_";
        assertEquals(
                Labels.of(
                        "__address__",
                        "1.2.3.4:80",
                        "__meta_hetzner_datacenter",
                        "fsn1-dc8",
                        hcloud + "cpu_cores",
                        "1",
                        hcloud + "cpu_type",
                        "local",
                        hcloud + "datacenter_location",
                        "fsn1",
                        hcloud + "datacenter_location_network_zone",
                        "eu-central",
                        hcloud + "disk_size_gb",
                        "25",
                        hcloud + "image_description",
                        "Ubuntu",
                        hcloud + "image_name",
                        "ubuntu-20.04",
                        hcloud + "image_os_flavor",
                        "ubuntu",
                        hcloud + "image_os_version",
                        "20.04",
                        hcloud + "label_my_key",
                        "my-value",
                        hcloud + "labelpresent_my_key",
                        "true",
                        hcloud + "location",
                        "fsn1",
                        hcloud + "location_network_zone",
                        "eu-central",
                        hcloud + "memory_size_gb",
                        "1",
                        hcloud + "private_ipv4_my_net",
                        "10.0.0.2",
                        hcloud + "server_type",
                        "cx11",
                        "__meta_hetzner_public_ipv4",
                        "1.2.3.4",
                        "__meta_hetzner_public_ipv6_network",
                        "2001:db8::/64",
                        "__meta_hetzner_role",
                        "hcloud",
                        "__meta_hetzner_server_id",
                        "42",
                        "__meta_hetzner_server_name",
                        "my-server",
                        "__meta_hetzner_server_status",
                        "running"),
                targets.get(0));
    }

    @Test
    void hetznerRobot() throws Exception {
        cloud.put(
                "/server",
                """
                [{"server": {"server_ip": "123.123.123.123", "server_number": 321,
                  "server_name": "server1", "product": "DS 3000", "dc": "NBG1-DC1", "status": "ready",
                  "cancelled": false, "subnet": [{"ip": "1.2.3.0", "mask": "24"},
                    {"ip": "2a01:4f8:111:4221::", "mask": "64"}]}}]
                """);
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__", "123.123.123.123:80",
                                "__meta_hetzner_datacenter", "nbg1-dc1",
                                "__meta_hetzner_public_ipv4", "123.123.123.123",
                                "__meta_hetzner_public_ipv6_network", "2a01:4f8:111:4221::/64",
                                "__meta_hetzner_robot_cancelled", "false",
                                "__meta_hetzner_robot_datacenter", "nbg1-dc1",
                                "__meta_hetzner_robot_product", "DS 3000",
                                "__meta_hetzner_role", "robot",
                                "__meta_hetzner_server_id", "321",
                                "__meta_hetzner_server_name", "server1",
                                "__meta_hetzner_server_status", "ready")),
                cloud.targets(new Hetzner(clients, "", cloud.url()), "{role: robot}"));
    }

    @Test
    void linode() throws Exception {
        String all = "?page_size=500&page=1";
        for (String list :
                List.of("linode/instances", "networking/ips", "networking/ipv6/ranges")) {
            cloud.put(list + all, peers("linode/no_region_filter/v4/" + list + ".json"));
        }
        List<Labels> targets = cloud.targets(new Linode(clients, cloud.url()), "{region: us-east}");
        assertEquals("{\"region\": \"us-east\"}", cloud.asked().get(0).headers().get("X-filter"));
        assertEquals(4, targets.size());
        Map<String, String> first = targets.get(0).toMap();
        assertEquals(
                Map.ofEntries(
                        Map.entry("__address__", "45.33.82.151:80"),
                        Map.entry("__meta_linode_backups", "disabled"),
                        Map.entry("__meta_linode_extra_ips", ",96.126.108.16,192.168.201.25,"),
                        Map.entry("__meta_linode_gpus", "0"),
                        Map.entry("__meta_linode_hypervisor", "kvm"),
                        Map.entry("__meta_linode_image", "linode/arch"),
                        Map.entry("__meta_linode_instance_id", "26838044"),
                        Map.entry(
                                "__meta_linode_instance_label", "prometheus-linode-sd-exporter-1"),
                        Map.entry("__meta_linode_private_ipv4", "192.168.170.51"),
                        Map.entry("__meta_linode_public_ipv4", "45.33.82.151"),
                        Map.entry(
                                "__meta_linode_public_ipv4_rdns", "li1028-151.members.linode.com"),
                        Map.entry("__meta_linode_public_ipv6", "2600:3c03::f03c:92ff:fe1a:1382"),
                        Map.entry("__meta_linode_region", "us-east"),
                        Map.entry("__meta_linode_specs_disk_bytes", "85899345920"),
                        Map.entry("__meta_linode_specs_memory_bytes", "4294967296"),
                        Map.entry("__meta_linode_specs_transfer_bytes", "4194304000"),
                        Map.entry("__meta_linode_specs_vcpus", "2"),
                        Map.entry("__meta_linode_status", "running"),
                        Map.entry("__meta_linode_tags", ",monitoring,"),
                        Map.entry("__meta_linode_type", "g6-standard-2")),
                first);
    }

    @Test
    void scalewayInstances() throws Exception {
        cloud.put(
                "/instance/v1/zones/fr-par-1/servers?project=p%201&name=n&tags=a&per_page=100&page=1",
                peers("scaleway/instance.json"));
        List<Labels> targets =
                cloud.targets(
                        new Scaleway(clients),
                        "{role: instance, project_id: 'p 1', access_key: k, secret_key: s, api_url:"
                                + " '%s', name_filter: n, tags_filter: [a]}"
                                        .formatted(cloud.url()));
        assertEquals("s", cloud.asked().get(0).headers().get("X-auth-token"));
        String prefix = "__meta_scaleway_instance_";
        Labels first = targets.get(0);
        assertEquals("10.70.60.57:80", first.get("__address__"));
        assertEquals("scw-nervous-shirley", first.get(prefix + "name"));
        assertEquals("2001:bc8:630:1e1c::1", first.get(prefix + "public_ipv6"));
        assertEquals("x86_64", first.get(prefix + "image_arch"));
        assertEquals("running", first.get(prefix + "status"));
        assertEquals("DEV1-S", first.get(prefix + "type"));
        assertEquals("fr-par", first.get(prefix + "region"));
        assertEquals("fr-par-1", first.get(prefix + "zone"));
        assertEquals("Default security group", first.get(prefix + "security_group_name"));
        assertEquals("local", first.get(prefix + "boot_type"));
        Labels routed = targets.get(2);
        assertEquals("51.158.183.115:80", routed.get("__address__"));
        assertEquals(",51.158.183.115,", routed.get(prefix + "public_ipv4_addresses"));
        assertEquals(
                ",2001:bc8:1640:1568:dc00:ff:fe21:91b,",
                routed.get(prefix + "public_ipv6_addresses"));
    }

    @Test
    void scalewayBareMetal() throws Exception {
        String zone = "/baremetal/v1/zones/nl-ams-1/";
        cloud.put(
                zone + "servers?project_id=p&page_size=100&page=1",
                """
                {"servers": [{"id": "s1", "name": "metal", "status": "ready", "offer_id": "o1",
                  "project_id": "p", "tags": ["t"], "zone": "nl-ams-1", "install": {"os_id": "u"},
                  "ips": [{"address": "1.2.3.4", "version": "IPv4"}, {"address": "fd00::1", "version": "IPv6"}]}]}
                """);
        cloud.put(
                zone + "offers?&page_size=100&page=1",
                "{\"offers\": [{\"id\": \"o1\", \"name\": \"EM\"}]}");
        cloud.put(
                zone + "os?&page_size=100&page=1",
                "{\"os\": [{\"id\": \"u\", \"name\": \"Ubuntu\", \"version\": \"24.04\"}]}");
        List<Labels> targets =
                cloud.targets(
                        new Scaleway(clients),
                        "{role: baremetal, zone: nl-ams-1, project_id: p, access_key: k,"
                                + " secret_key:"
                                + " s, api_url: '%s'}".formatted(cloud.url()));
        assertEquals("[fd00::1]:80", targets.get(1).get("__address__"));
        String prefix = "__meta_scaleway_baremetal_";
        assertEquals(
                Labels.of(
                        "__address__",
                        "1.2.3.4:80",
                        prefix + "id",
                        "s1",
                        prefix + "ip_is_public",
                        "true",
                        prefix + "ip_version",
                        "IPv4",
                        prefix + "name",
                        "metal",
                        prefix + "os_name",
                        "Ubuntu",
                        prefix + "os_version",
                        "24.04",
                        prefix + "project_id",
                        "p",
                        prefix + "status",
                        "ready",
                        prefix + "tags",
                        ",t,",
                        prefix + "type",
                        "EM",
                        prefix + "zone",
                        "nl-ams-1"),
                targets.get(0));
    }

    @Test
    void ionos() throws Exception {
        cloud.put("/cloudapi/v6/datacenters/d/servers?depth=3", peers("ionos/servers.json"));
        List<Labels> targets = cloud.targets(new Ionos(clients, cloud.url()), "{datacenter_id: d}");
        assertEquals(3, targets.size());
        String prefix = "__meta_ionos_server_";
        assertEquals(
                Labels.of(
                        "__address__",
                        "85.215.243.177:80",
                        prefix + "availability_zone",
                        "ZONE_2",
                        prefix + "boot_cdrom_id",
                        "0e4d57f9-cd78-11e9-b88c-525400f64d8d",
                        prefix + "cpu_family",
                        "INTEL_SKYLAKE",
                        prefix + "id",
                        "b501942c-4e08-43e6-8ec1-00e59c64e0e4",
                        prefix + "ip",
                        ",85.215.243.177,185.56.150.9,85.215.238.118,",
                        prefix + "lifecycle",
                        "AVAILABLE",
                        prefix + "name",
                        "prometheus-2",
                        prefix + "nic_ip_metrics",
                        ",85.215.243.177,",
                        prefix + "nic_ip_unnamed",
                        ",185.56.150.9,85.215.238.118,",
                        prefix + "servers_id",
                        "8feda53f-15f0-447f-badf-ebe32dad2fc0/servers",
                        prefix + "state",
                        "RUNNING",
                        prefix + "type",
                        "ENTERPRISE"),
                targets.stream()
                        .filter(target -> target.get(prefix + "name").equals("prometheus-2"))
                        .findFirst()
                        .orElseThrow());
    }

    private String ovh(String service) {
        return "{service: %s, endpoint: '%s', application_key: a, application_secret: s, consumer_key: c}"
                .formatted(service, cloud.url());
    }

    @Test
    void ovhVps() throws Exception {
        cloud.put("/vps", peers("ovhcloud/vps/vps.json"));
        cloud.put("/vps/abc", peers("ovhcloud/vps/vps_details.json"));
        cloud.put("/vps/abc/ips", peers("ovhcloud/vps/vps_abc_ips.json"));
        String prefix = "__meta_ovhcloud_vps_";
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__",
                                "192.0.2.1",
                                prefix + "cluster",
                                "cluster_test",
                                prefix + "datacenter",
                                "[]",
                                prefix + "disk",
                                "40",
                                prefix + "display_name",
                                "abc",
                                prefix + "ipv4",
                                "192.0.2.1",
                                prefix + "ipv6",
                                "2001:db1::1",
                                prefix + "maximum_additional_ip",
                                "16",
                                prefix + "memory",
                                "2048",
                                prefix + "memory_limit",
                                "2048",
                                prefix + "model_name",
                                "vps-value-1-2-40",
                                prefix + "model_vcore",
                                "1",
                                prefix + "name",
                                "abc",
                                prefix + "netboot_mode",
                                "local",
                                prefix + "offer",
                                "VPS abc",
                                prefix + "offer_type",
                                "ssd",
                                prefix + "state",
                                "running",
                                prefix + "vcore",
                                "1",
                                prefix + "version",
                                "2019v1",
                                prefix + "zone",
                                "zone",
                                "instance",
                                "abc")),
                cloud.targets(new OvhCloud(clients), ovh("vps")));
        assertTrue(
                cloud.asked().stream()
                        .allMatch(asked ->
                                asked.headers()
                                        .getOrDefault("X-ovh-signature", "")
                                        .matches("\\$1\\$[0-9a-f]{40}")));
    }

    @Test
    void ovhDedicatedServersWithoutThoseThatAreRefused() throws Exception {
        cloud.put("/dedicated/server", "[\"gone\", \"abcde\"]");
        cloud.refuse("/dedicated/server/gone", 460);
        cloud.put(
                "/dedicated/server/abcde",
                peers("ovhcloud/dedicated_server/dedicated_servers_details.json"));
        cloud.put(
                "/dedicated/server/abcde/ips",
                peers("ovhcloud/dedicated_server/dedicated_servers_abcde_ips.json"));
        String prefix = "__meta_ovhcloud_dedicated_server_";
        assertEquals(
                List.of(
                        Labels.of(
                                "__address__",
                                "1.2.3.4",
                                prefix + "commercial_range",
                                "Advance-1 Gen 2",
                                prefix + "datacenter",
                                "gra3",
                                prefix + "ipv4",
                                "1.2.3.4",
                                prefix + "ipv6",
                                "2001:db8::1",
                                prefix + "link_speed",
                                "123",
                                prefix + "name",
                                "abcde",
                                prefix + "no_intervention",
                                "false",
                                prefix + "os",
                                "debian11_64",
                                prefix + "rack",
                                "TESTRACK",
                                prefix + "reverse",
                                "abcde-rev",
                                prefix + "server_id",
                                "1234",
                                prefix + "state",
                                "test",
                                prefix + "support_level",
                                "pro",
                                "instance",
                                "abcde")),
                cloud.targets(new OvhCloud(clients), ovh("dedicated_server")));
        cloud.refuse("/dedicated/server/abcde", 403);
        assertThrows(
                Api.Refused.class,
                () -> cloud.targets(new OvhCloud(clients), ovh("dedicated_server")));
    }
}
