package io.gnomon.discovery.clouds.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.discovery.clouds.internal.Clouds;
import io.gnomon.discovery.polling.Api;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.http.PlainHttpClients;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

class AmazonTest {
    private final HttpClients clients = new PlainHttpClients();
    private final Clouds cloud = new Clouds();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private String section(String more) {
        return "{endpoint: '%s/', region: eu-west-2, access_key: AK, secret_key: SK%s}"
                .formatted(cloud.url(), more);
    }

    @Test
    void instancesOfEc2() throws Exception {
        cloud.put(
                "Action=DescribeAvailabilityZones",
                """
                <DescribeAvailabilityZonesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                  <availabilityZoneInfo><item><zoneName>eu-west-2a</zoneName><zoneId>euw2-az2</zoneId></item>
                  </availabilityZoneInfo></DescribeAvailabilityZonesResponse>
                """);
        cloud.put(
                "&NextToken=more%2B",
                """
                <DescribeInstancesResponse><reservationSet><item><instancesSet>
                  <item><instanceId>i-2</instanceId><privateIpAddress>10.0.0.2</privateIpAddress></item>
                  <item><instanceId>i-stopped</instanceId></item>
                </instancesSet></item></reservationSet></DescribeInstancesResponse>
                """);
        cloud.put(
                "Action=DescribeInstances",
                """
                <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                  <reservationSet><item><ownerId>123456</ownerId><instancesSet><item>
                    <instanceId>i-1</instanceId><imageId>ami-1</imageId>
                    <instanceState><code>16</code><name>running</name></instanceState>
                    <privateDnsName>ip-10-0-0-1.internal</privateDnsName><dnsName>ec2-1.example</dnsName>
                    <instanceType>t3.small</instanceType><instanceLifecycle>spot</instanceLifecycle>
                    <placement><availabilityZone>eu-west-2a</availabilityZone></placement>
                    <platform>windows</platform><architecture>x86_64</architecture>
                    <privateIpAddress>10.0.0.1</privateIpAddress><ipAddress>3.3.3.3</ipAddress>
                    <subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId>
                    <networkInterfaceSet>
                      <item><subnetId>subnet-1</subnetId><ipv6AddressesSet>
                        <item><ipv6Address>fd00::1</ipv6Address><isPrimaryIpv6>true</isPrimaryIpv6></item></ipv6AddressesSet></item>
                      <item><subnetId>subnet-2</subnetId><ipv6AddressesSet>
                        <item><ipv6Address>fd00::2</ipv6Address></item></ipv6AddressesSet></item>
                      <item><subnetId>subnet-1</subnetId></item>
                    </networkInterfaceSet>
                    <tagSet><item><key>aws:name</key><value>web 1</value></item></tagSet>
                  </item></instancesSet></item></reservationSet>
                  <nextToken>more+</nextToken>
                </DescribeInstancesResponse>
                """);
        List<Labels> targets =
                cloud.targets(
                        new Ec2(clients),
                        section(", port: 9100, filters: [{name: 'tag:a', values: [x, 'y z']}]"));
        assertEquals(2, targets.size());
        assertEquals("10.0.0.2:9100", targets.get(1).get("__address__"));
        assertEquals(
                Labels.of(
                        "__address__", "10.0.0.1:9100",
                        "__meta_ec2_ami", "ami-1",
                        "__meta_ec2_architecture", "x86_64",
                        "__meta_ec2_availability_zone", "eu-west-2a",
                        "__meta_ec2_availability_zone_id", "euw2-az2",
                        "__meta_ec2_instance_id", "i-1",
                        "__meta_ec2_instance_lifecycle", "spot",
                        "__meta_ec2_instance_state", "running",
                        "__meta_ec2_instance_type", "t3.small",
                        "__meta_ec2_ipv6_addresses", ",fd00::1,fd00::2,",
                        "__meta_ec2_owner_id", "123456",
                        "__meta_ec2_platform", "windows",
                        "__meta_ec2_primary_ipv6_addresses", ",fd00::1,",
                        "__meta_ec2_primary_subnet_id", "subnet-1",
                        "__meta_ec2_private_dns_name", "ip-10-0-0-1.internal",
                        "__meta_ec2_private_ip", "10.0.0.1",
                        "__meta_ec2_public_dns_name", "ec2-1.example",
                        "__meta_ec2_public_ip", "3.3.3.3",
                        "__meta_ec2_region", "eu-west-2",
                        "__meta_ec2_subnet_id", ",subnet-1,subnet-2,",
                        "__meta_ec2_tag_aws_name", "web 1",
                        "__meta_ec2_vpc_id", "vpc-1"),
                targets.get(0));
        assertEquals(
                "Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag%3Aa"
                        + "&Filter.1.Value.1=x&Filter.1.Value.2=y%20z",
                cloud.asked().get(1).body());
        assertEquals(
                new HttpSigning.Amazon("ec2", "eu-west-2", "AK", new Secret("SK"), "", null, false)
                        .toString(),
                cloud.asked().get(1).headers().get("Authorization"));
    }

    @Test
    void instancesOfLightsail() throws Exception {
        cloud.put("pageToken", "{\"instances\": [{\"privateIpAddress\": \"10.0.0.2\"}]}");
        cloud.put(
                "{}",
                """
                {"instances": [{"name": "web", "blueprintId": "debian", "bundleId": "nano",
                  "location": {"availabilityZone": "eu-west-2a", "regionName": "eu-west-2"},
                  "privateIpAddress": "10.0.0.1", "publicIpAddress": "3.3.3.3",
                  "ipv6Addresses": ["fd00::1"], "state": {"name": "running"}, "supportCode": "c/i",
                  "tags": [{"key": "k", "value": "v"}]}],
                 "nextPageToken": "p2"}
                """);
        List<Labels> targets = cloud.targets(new Lightsail(clients), section(""));
        assertEquals(2, targets.size());
        assertEquals(
                Labels.of(
                        "__address__", "10.0.0.1:80",
                        "__meta_lightsail_availability_zone", "eu-west-2a",
                        "__meta_lightsail_blueprint_id", "debian",
                        "__meta_lightsail_bundle_id", "nano",
                        "__meta_lightsail_instance_name", "web",
                        "__meta_lightsail_instance_state", "running",
                        "__meta_lightsail_instance_support_code", "c/i",
                        "__meta_lightsail_ipv6_addresses", ",fd00::1,",
                        "__meta_lightsail_private_ip", "10.0.0.1",
                        "__meta_lightsail_public_ip", "3.3.3.3",
                        "__meta_lightsail_region", "eu-west-2",
                        "__meta_lightsail_tag_k", "v"),
                targets.get(0));
        assertEquals(
                "Lightsail_20161128.GetInstances",
                cloud.asked().get(0).headers().get("X-amz-target"));
    }

    @Test
    void theRegionOfTheEnvironmentOrOfTheMachine() throws Exception {
        Api api = Api.of(clients.open(HttpSettings.PLAIN), Duration.ofSeconds(5));
        assertEquals(
                "r", Region.find(api, name -> name.equals("AWS_REGION") ? "r" : "", cloud.url()));
        cloud.put("/latest/api/token", "T");
        cloud.put("/latest/meta-data/placement/region", "eu-west-2\n");
        assertEquals("eu-west-2", Region.find(api, name -> "", cloud.url()));
        assertEquals("T", cloud.asked().getLast().headers().get("X-aws-ec2-metadata-token"));
        cloud.refuse("/latest/api/token", 403);
        IOException none =
                assertThrows(IOException.class, () -> Region.find(api, name -> "", cloud.url()));
        assertTrue(
                String.valueOf(none.getMessage()).startsWith("could not determine AWS region"),
                none.getMessage());
    }
}
