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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class AmazonTest {
    private static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");

    private final HttpClients clients = new PlainHttpClients();
    private final Clouds cloud = new Clouds();
    private final Map<String, String> environment = new HashMap<>();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private static String signature(String method, String query, String type, String body) {
        Credentials.Keys keys =
                Credentials.Keys.lasting(
                        "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");
        String authorization =
                new SigV4("service", "us-east-1")
                        .sign(
                                keys,
                                method,
                                URI.create("https://example.amazonaws.com/" + query),
                                type.isEmpty() ? Map.of() : Map.of("Content-Type", type),
                                body.getBytes(StandardCharsets.UTF_8),
                                NOW)
                        .getOrDefault("authorization", "");
        assertTrue(
                authorization.startsWith(
                        "AWS4-HMAC-SHA256"
                                + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                + " SignedHeaders="),
                authorization);
        return authorization.replaceAll(".*Signature=", "");
    }

    /** Signatures of the test suite that AWS published for version 4. */
    @Test
    void signaturesAreThoseOfThePublishedSuite() {
        assertEquals(
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                signature("GET", "", "", ""));
        assertEquals(
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
                signature("GET", "?Param2=value2&Param1=value1", "", ""));
        assertEquals(
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                signature("POST", "", "application/x-www-form-urlencoded", "Param1=value1"));
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
        assertTrue(
                cloud.asked()
                        .get(1)
                        .headers()
                        .getOrDefault("Authorization", "")
                        .contains("/eu-west-2/ec2/aws4_request"));
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

    private Credentials credentials(String profile, String role) {
        Account account = new Account("", "", "", null, profile, role, "x 1");
        Api api = Api.of(clients.open(HttpSettings.PLAIN), Duration.ofSeconds(5));
        return new Credentials(
                account, api, name -> environment.getOrDefault(name, ""), () -> NOW, cloud.url());
    }

    @Test
    void keysOfTheEnvironment() throws Exception {
        environment.put("AWS_ACCESS_KEY_ID", "i");
        environment.put("AWS_SECRET_ACCESS_KEY", "s");
        environment.put("AWS_SESSION_TOKEN", "t");
        environment.put("AWS_REGION", "r");
        Credentials credentials = credentials("", "");
        assertEquals("r", credentials.region());
        assertEquals(Credentials.Keys.lasting("i", "s", "t"), credentials.keys("r"));
    }

    @Test
    void keysOfAProfile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("credentials");
        Files.writeString(
                file,
                """
                [default]
                aws_access_key_id = no
                [mine]
                # a comment = no
                aws_access_key_id = i
                aws_secret_access_key=s=
                """);
        environment.put("AWS_SHARED_CREDENTIALS_FILE", file.toString());
        assertEquals(Credentials.Keys.lasting("i", "s=", ""), credentials("mine", "").keys("r"));
        assertThrows(IOException.class, () -> credentials("other", "").keys("r"));
    }

    @Test
    void keysOfTheMachineAreKeptUntilTheyExpireSoon() throws Exception {
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
        cloud.put("/latest/api/token", "T");
        cloud.put("/latest/meta-data/placement/region", "eu-west-2");
        cloud.put("/latest/meta-data/iam/security-credentials/", "role\n");
        String keys =
                "{\"AccessKeyId\": \"i\", \"SecretAccessKey\": \"s\", \"Token\": \"t\","
                        + " \"Expiration\": \"%s\"}";
        cloud.put(
                "/latest/meta-data/iam/security-credentials/role",
                keys.formatted("2015-08-30T12:41:01Z"));
        Credentials credentials = credentials("", "");
        assertEquals("eu-west-2", credentials.region());
        assertEquals("t", credentials.keys("r").sessionToken());
        int asked = cloud.asked().size();
        assertEquals("t", credentials.keys("r").sessionToken());
        assertEquals(asked, cloud.asked().size());
        assertEquals("T", cloud.asked().getLast().headers().get("X-aws-ec2-metadata-token"));
        cloud.put(
                "/latest/meta-data/iam/security-credentials/role",
                keys.formatted("2015-08-30T12:40:59Z"));
        Credentials soon = credentials("", "");
        assertEquals("i", soon.keys("r").id());
        int before = cloud.asked().size();
        assertEquals("i", soon.keys("r").id());
        assertTrue(cloud.asked().size() > before, "keys that expire soon were kept");
    }

    @Test
    void aRoleIsAssumed() throws Exception {
        environment.put("AWS_ACCESS_KEY_ID", "i");
        environment.put("AWS_SECRET_ACCESS_KEY", "s");
        environment.put("AWS_ENDPOINT_URL_STS", cloud.url() + "/");
        cloud.put(
                "Action=AssumeRole&",
                """
                <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ri</AccessKeyId>
                <SecretAccessKey>rs</SecretAccessKey><SessionToken>rt</SessionToken>
                <Expiration>2015-08-30T13:36:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
                """);
        assertEquals(
                new Credentials.Keys("ri", "rs", "rt", Instant.parse("2015-08-30T13:36:00Z")),
                credentials("", "arn:aws:iam::1:role/x").keys("eu-west-2"));
        String body = cloud.asked().get(0).body();
        assertTrue(
                body.contains("&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx&ExternalId=x%201"), body);
    }

    @Test
    void aWebIdentityIsExchanged(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "jwt\n");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        environment.put("AWS_ROLE_ARN", "arn");
        environment.put("AWS_ENDPOINT_URL_STS", cloud.url() + "/");
        cloud.put(
                "WebIdentityToken=jwt",
                """
                <R><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>wi</AccessKeyId>
                <SecretAccessKey>ws</SecretAccessKey><SessionToken>wt</SessionToken>
                <Expiration>2015-08-30T13:36:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></R>
                """);
        assertEquals("wi", credentials("", "").keys("eu-west-2").id());
    }
}
