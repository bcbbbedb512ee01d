package io.gnomon.platform.core.config.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.platform.core.config.AzureAdConfig;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Sections that say how requests are signed. */
class SigningSectionsTest {
    private static PrometheusFile.Contents read(String method) throws SettingsException {
        return PrometheusFile.read(
                "/etc/p.yml",
                "remote_write: [{url: 'http://r/', " + method + "}]",
                ReadingOptions.PLAIN);
    }

    private static @Nullable HttpSigning signing(String method) throws SettingsException {
        return read(method).remote().writes().get(0).signing();
    }

    private static String refusal(String method) {
        return String.valueOf(
                assertThrows(SettingsException.class, () -> read(method)).getMessage());
    }

    @Test
    void amazon() throws SettingsException {
        assertNull(signing("name: a"));
        assertEquals(
                new HttpSigning.Amazon("aps", "", "", null, "", null, false), signing("sigv4: {}"));
        assertEquals(
                new HttpSigning.Amazon(
                        "test",
                        "us-east-2",
                        "AccessKey",
                        new Secret("SecretKey"),
                        "profile",
                        new HttpSigning.Amazon.Role(
                                "blah:role/arn", "x", "me", Map.of("team", "t")),
                        true),
                signing(
                        "sigv4: {region: us-east-2, access_key: AccessKey, secret_key: SecretKey,"
                                + " profile: profile, role_arn: 'blah:role/arn', external_id: x,"
                                + " session_name: me, tags: {team: t}, use_fips_sts_endpoint: true,"
                                + " service_name: test}"));
        assertTrue(
                refusal("sigv4: {access_key: a}")
                        .contains("must provide a AWS SigV4 Access key and Secret Key"));
        assertTrue(
                refusal("sigv4: {external_id: a}")
                        .contains("external_id can only be used with role_arn"));
        assertTrue(
                refusal("sigv4: {role_arn: r, session_name: 'a b'}")
                        .contains("session_name must have 2 to 64"));
    }

    @Test
    void microsoftAndGoogle() throws SettingsException {
        String id = "00000000-0000-0000-0000-000000000000";
        assertEquals(
                new HttpSigning.Azure(
                        "https://login.microsoftonline.com",
                        "https://monitor.azure.com//.default",
                        new HttpSigning.Azure.ManagedIdentity("")),
                signing("azuread: {managed_identity: {client_id: }}"));
        assertEquals(
                new HttpSigning.Azure(
                        "https://login.chinacloudapi.cn",
                        "https://custom-app.com/.default",
                        new HttpSigning.Azure.ClientSecret("t", id, new Secret("s"))),
                signing(
                        "azuread: {cloud: AzureChina, scope: 'https://custom-app.com/.default',"
                                + " oauth: {client_id: "
                                + id
                                + ", client_secret: s, tenant_id: t}}"));
        assertEquals(
                new HttpSigning.Azure.Workload(
                        "t", id, "/var/run/secrets/azure/tokens/azure-identity-token"),
                ((HttpSigning.Azure)
                                Objects.requireNonNull(
                                        signing(
                                                "azuread: {workload_identity: {client_id: "
                                                        + id
                                                        + ", tenant_id: t}}")))
                        .proof());
        assertEquals(
                new HttpSigning.Google(
                        "/etc/keys.json", "https://www.googleapis.com/auth/monitoring.write"),
                signing("google_iam: {credentials_file: keys.json}"));
    }

    @Test
    void oneMethodAtMost() {
        assertTrue(
                refusal("sigv4: {}, google_iam: {}, basic_auth: {username: a}")
                        .contains(
                                "at most one of basic_auth, authorization, oauth2, sigv4, azuread"
                                        + " or google_iam must be configured. Currently configured:"
                                        + " [basic_auth, sigv4, google_iam]"));
    }

    @Test
    void secretsAreHidden() throws SettingsException {
        String text =
                read("sigv4: {access_key: a, secret_key: hush}, headers: {X: hush}}, {url:"
                                + " 'http://s/', azuread: {oauth: {client_id:"
                                + " 00000000-0000-0000-0000-000000000000, client_secret: hush,"
                                + " tenant_id: t}}")
                        .text();
        assertFalse(text.contains("hush"), text);
        assertTrue(text.contains("access_key: a"), text);
    }

    @TestFactory
    Stream<DynamicTest> thePeersFilesForAzure() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(PeerData.folder("config/azuread"))) {
            files = all.sorted().toList();
        }
        assertTrue(files.size() > 20, "only " + files.size() + " files");
        return files.stream()
                .map(file -> {
                    String name = String.valueOf(file.getFileName());
                    return dynamicTest(
                            name,
                            () ->
                                    assertEquals(
                                            name.contains("_good_"),
                                            refusal(file).isEmpty(),
                                            name));
                });
    }

    /** Why a file is refused, empty when it is not. */
    private static String refusal(Path file) throws IOException {
        try {
            var _ =
                    new RecordBinder()
                            .bind(
                                    YamlReader.read("f.yml", Files.readString(file)),
                                    AzureAdConfig.class);
            return "";
        } catch (SettingsException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
