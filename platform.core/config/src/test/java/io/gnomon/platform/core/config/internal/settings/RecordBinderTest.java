package io.gnomon.platform.core.config.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.platform.testkit.settings.SettingsBinderContractTest;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSettings.HeaderValues;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class RecordBinderTest extends SettingsBinderContractTest {
    private final RecordBinder binder = new RecordBinder();

    @Override
    protected SettingsBinder binder() {
        return binder;
    }

    public record Files(@FilePath List<String> files, @Inline Map<String, SettingsNode> others) {}

    @Test
    void filesStartAtTheFolderOfTheirFile() throws SettingsException {
        SettingsNode node = YamlReader.read("/etc/gnomon/a.yml", "files: [x.json, ../y, /z]");
        assertEquals(
                List.of("/etc/gnomon/x.json", "/etc/y", "/z"),
                binder.bind(node, Files.class).files());
    }

    public record Named(
            String maxAlerts,
            String apiUrl,
            String tlsConfig,
            @Key("excludeByName") String exclude,
            @Key("collector.ntp.server-port") String port) {}

    @Test
    void namesBecomeTitlesButForThoseOfFlags() {
        String schema = binder.schema(Named.class);
        for (String title :
                List.of(
                        "Max alerts",
                        "API URL",
                        "TLS config",
                        "Exclude by name",
                        "collector.ntp.server-port")) {
            assertTrue(schema.contains("\"title\":\"" + title + "\""), title + ": " + schema);
        }
    }

    @Test
    void anInlineMapTakesTheOtherKeys() throws SettingsException {
        SettingsNode node = YamlReader.read("", "b_sd_configs: []\nfiles: [x]\na: 1");
        Files bound = binder.bind(node, Files.class);
        assertEquals(List.of("x"), bound.files());
        assertEquals(List.of("b_sd_configs", "a"), List.copyOf(bound.others().keySet()));
    }

    @Test
    void bindsTheHttpSettingsOfTheField() throws SettingsException {
        HttpSettings bound =
                binder.bind(
                        YamlReader.read(
                                "",
                                """
                                basic_auth: {username: u, password: p}
                                tls_config: {insecure_skip_verify: yes}
                                follow_redirects: no
                                http_headers:
                                  X-A: {values: [b], secrets: [c]}
                                """),
                        HttpSettings.class);
        assertTrue(bound.basicAuth() != null && "u".equals(bound.basicAuth().username()));
        assertTrue(bound.tlsConfig() != null && bound.tlsConfig().insecureSkipVerify());
        assertEquals(false, bound.followRedirects());
        assertEquals(true, bound.enableHttp2());
        HeaderValues values = new HeaderValues(List.of("b"), List.of(new Secret("c")), List.of());
        assertEquals(Map.of("X-A", values), bound.httpHeaders());
    }

    public record NotSettings(Object anything) {}

    @Test
    void aRecordThatCannotBeSettingsIsItsAuthorsError() {
        SettingsNode node = SettingsNode.empty();
        assertThrows(
                IllegalArgumentException.class,
                () -> binder.bind(YamlReader.read("", "anything: 1"), NotSettings.class));
        assertThrows(SettingsException.class, () -> binder.bind(node, NotSettings.class));
    }
}
