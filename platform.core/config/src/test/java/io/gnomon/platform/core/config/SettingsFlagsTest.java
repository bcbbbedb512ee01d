package io.gnomon.platform.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class SettingsFlagsTest {
    /** As an exporter's. */
    record Exporting(
            @Doc("Devices to leave out")
                    @Key("collector.diskstats.device-exclude")
                    @Flag({
                        "collector.diskstats.device-exclude",
                        "collector.diskstats.ignored-devices"
                    })
                    @Default("^loop")
                    String exclude,
            @Key("collector.filesystem.mount-timeout") @Default("5s") @Limit(min = 1)
                    Duration timeout,
            @Key("collector.cpu.info") boolean cpuInfo,
            @Key("collector.textfile.directory") List<String> directories,
            Heartbeat heartbeat,
            @Flag(value = "password", environment = "PASSWORD") @Nullable Secret password,
            @Nullable Secret hidden,
            Map<String, String> labels,
            @Flag(switchesOn = "collector.") List<String> enabledCollectors,
            @Flag(switchesOff = "collector.") List<String> disabledCollectors) {}

    /** Nested. */
    record Heartbeat(@Default("heartbeat") String database, @Default("2") int limit) {}

    /** As a listener's. */
    record Listening(@Key("web.listen-address") @Default("[\":9100\"]") List<String> addresses) {}

    private static final Map<String, Boolean> COLLECTORS = new LinkedHashMap<>();

    static {
        COLLECTORS.put("cpu", true);
        COLLECTORS.put("info_schema.tables", false);
        COLLECTORS.put("ntp", false);
    }

    private final SettingsFlags flags =
            new SettingsFlags(COLLECTORS, List.of(Listening.class, Exporting.class));

    private SettingsFlags.Given given(String... arguments) {
        return flags.parse(List.of(arguments), name -> "");
    }

    private Exporting exporting(String... arguments) {
        return given(arguments).bind(Exporting.class);
    }

    private String refused(String... arguments) {
        return String.valueOf(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> given(arguments).bind(Exporting.class))
                        .getMessage());
    }

    @Test
    void nothingGivesTheDefaults() {
        Exporting none = exporting();
        assertEquals("^loop", none.exclude());
        assertEquals(Duration.ofSeconds(5), none.timeout());
        assertEquals(new Heartbeat("heartbeat", 2), none.heartbeat());
        assertEquals(List.of(":9100"), given().bind(Listening.class).addresses());
    }

    @Test
    void valuesOfAllKinds() {
        Exporting given =
                exporting(
                        "--collector.diskstats.ignored-devices=^a=b$",
                        "--collector.filesystem.mount-timeout",
                        "90s",
                        "--collector.cpu.info",
                        "--collector.textfile.directory=/a",
                        "--collector.textfile.directory=/b",
                        "--heartbeat.database=null",
                        "--password=secret");
        assertEquals("^a=b$", given.exclude());
        assertEquals(Duration.ofSeconds(90), given.timeout());
        assertTrue(given.cpuInfo());
        assertEquals(List.of("/a", "/b"), given.directories());
        assertEquals(new Heartbeat("null", 2), given.heartbeat());
        assertEquals("secret", Objects.requireNonNull(given.password()).reveal());
        assertEquals("", exporting("--collector.diskstats.device-exclude=").exclude());
        assertEquals(
                List.of("a:1", "b:2"),
                given("--web.listen-address=a:1", "--web.listen-address=b:2")
                        .bind(Listening.class)
                        .addresses());
    }

    @Test
    void collectorsAreSwitched() {
        Exporting given =
                exporting(
                        "--collector.ntp",
                        "--no-collector.cpu",
                        "--no-collector.info_schema.tables",
                        "--collector.info_schema.tables",
                        "--no-collector.cpu.info");
        assertEquals(List.of("ntp", "info_schema.tables"), given.enabledCollectors());
        assertEquals(List.of("cpu"), given.disabledCollectors());
    }

    @Test
    void theEnvironmentGivesWhatNoFlagDoes() {
        Exporting env =
                flags.parse(List.of(), name -> name.equals("PASSWORD") ? "x" : "")
                        .bind(Exporting.class);
        assertEquals("x", Objects.requireNonNull(env.password()).reveal());
        env =
                flags.parse(List.of("--password=y"), name -> name.equals("PASSWORD") ? "x" : "")
                        .bind(Exporting.class);
        assertEquals("y", Objects.requireNonNull(env.password()).reveal());
    }

    @Test
    void mistakesAreOneSentence() {
        assertEquals(
                "unknown flag --collector.ntpp, did you mean --collector.ntp?",
                refused("--collector.ntpp"));
        assertEquals(
                "unknown flag --collector.diskstats.device-exclud, did you mean"
                        + " --collector.diskstats.device-exclude?",
                refused("--collector.diskstats.device-exclud=x"));
        assertEquals("unknown flag --quite-another-thing", refused("--quite-another-thing"));
        assertEquals("unknown flag --hidden", refused("--hidden=x"));
        assertEquals("unexpected argument \"cpu\"", refused("cpu"));
        assertEquals("--heartbeat.limit needs a value", refused("--heartbeat.limit"));
        assertEquals(
                "--collector.cpu.info takes no value; write --collector.cpu.info or"
                        + " --no-collector.cpu.info",
                refused("--collector.cpu.info=1"));
        assertEquals(
                "--heartbeat.limit may be given once only",
                refused("--heartbeat.limit=1", "--heartbeat.limit=2"));
        assertEquals(
                "--heartbeat.limit: limit must be a whole number, not many",
                refused("--heartbeat.limit=many"));
        assertEquals(
                "--collector.filesystem.mount-timeout: collector.filesystem.mount-timeout in"
                        + " seconds must be at least 1, not 0.5",
                refused("--collector.filesystem.mount-timeout=500ms"));
    }

    @Test
    void helpShowsThemAll() {
        List<String> help = flags.help();
        assertTrue(
                help.contains("--collector.diskstats.device-exclude=^loop\tDevices to leave out"),
                "" + help);
        assertTrue(help.contains("--[no-]collector.cpu\tThe collector cpu. On by default"));
        assertTrue(help.contains("--[no-]collector.ntp\tThe collector ntp"));
        assertTrue(help.contains("--password=...\t. Also $PASSWORD"));
        assertEquals(11, help.size(), "" + help);
    }
}
