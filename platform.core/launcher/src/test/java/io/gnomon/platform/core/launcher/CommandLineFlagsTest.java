package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class CommandLineFlagsTest {
    private static Map<String, String> parse(String... args) {
        return new CommandLineFlags().parse(args);
    }

    @Test
    void defaultsAreFilledIn() {
        Map<String, String> values = parse();
        assertEquals("0s", values.get("storage.tsdb.retention.time"));
        assertEquals("false", values.get("web.enable-lifecycle"));
        assertFalse(values.containsKey("config.file"));
    }

    @Test
    void valuesMayStandBehindAnEqualsSignOrASpace() {
        assertEquals("a.yml", parse("--config.file=a.yml").get("config.file"));
        assertEquals("a.yml", parse("--config.file", "a.yml").get("config.file"));
    }

    @Test
    void switchesCanBeNegated() {
        assertEquals("true", parse("--web.enable-lifecycle").get("web.enable-lifecycle"));
        assertEquals("false", parse("--no-gnomon.plugins.upload").get("gnomon.plugins.upload"));
    }

    @Test
    void listsAreJoined() {
        assertEquals(
                "127.0.0.1:1,[::1]:2",
                parse("--web.listen-address=127.0.0.1:1", "--web.listen-address=[::1]:2")
                        .get("web.listen-address"));
    }

    @Test
    void unknownFlagIsRefusedByName() {
        assertRefused("unknown flag --web.listen", "--web.listen=1");
        assertRefused("unknown flag --no-log.level", "--no-log.level");
    }

    @Test
    void anAgentHasAFolderAndARetentionOfItsOwn() {
        Map<String, String> values = parse("--agent");
        assertEquals("data-agent/", values.get("storage.tsdb.path"));
        assertEquals("4h", values.get("storage.tsdb.retention.time"));
        values =
                parse(
                        "--storage.agent.path=x",
                        "--storage.agent.retention.max-time=1h",
                        "--storage.agent.retention.min-time=1m",
                        "--storage.agent.no-lockfile",
                        "--no-storage.agent.wal-compression",
                        "--agent");
        assertEquals("x", values.get("storage.tsdb.path"));
        assertEquals("1h", values.get("storage.tsdb.retention.time"));
        assertEquals("true", values.get("storage.tsdb.no-lockfile"));
        assertEquals("data/", parse("--no-agent").get("storage.tsdb.path"));
    }

    @Test
    void featuresThatAreOldNamesOfFlags() {
        assertEquals("false", parse().get("config.auto-reload"));
        Map<String, String> values =
                parse(
                        "--enable-feature=native-histograms,x",
                        "--enable-feature=auto-reload-config");
        assertEquals("true", values.get("config.auto-reload"));
        assertEquals(List.of("x"), FeatureNames.unknown(values));
        assertRefused(
                "--enable-feature: otlp-deltatocumulative and otlp-native-delta-ingestion exclude"
                        + " each other",
                "--enable-feature=otlp-deltatocumulative,otlp-native-delta-ingestion");
    }

    @Test
    void flagsOfTheOtherModeAreRefused() {
        assertRefused(
                "--storage.agent.path can only be used with --agent", "--storage.agent.path=x");
        for (String flag :
                List.of(
                        "storage.tsdb.path",
                        "storage.remote.read-sample-limit",
                        "rules.max-concurrent-evals",
                        "alertmanager.notification-queue-capacity",
                        "query.max-samples")) {
            assertRefused(
                    "--" + flag + " cannot be used with --agent", "--agent", "--" + flag + "=1");
        }
        parse("--agent", "--storage.remote.flush-deadline=1s");
    }

    @Test
    void wrongUseIsRefusedInWords() {
        assertRefused("--config.file needs a value", "--config.file");
        assertRefused("--log.level may be given once only", "--log.level=info", "--log.level=warn");
        assertRefused(
                "--web.enable-lifecycle takes no value; write --web.enable-lifecycle or"
                        + " --no-web.enable-lifecycle",
                "--web.enable-lifecycle=true");
        assertRefused("unexpected argument \"x\"", "--log.level", "info", "x");
    }

    @Test
    void numbersAndDurationsAreChecked() {
        assertEquals("50000000", parse("--query.max-samples=5e7").get("query.max-samples"));
        assertEquals("1h30m", parse("--query.timeout=1h30m").get("query.timeout"));
        assertEquals(
                "0", parse("--storage.tsdb.retention.time=0").get("storage.tsdb.retention.time"));
        for (String number : List.of("", "x", "1.5", "1e99")) {
            assertRefused(
                    "--query.max-samples: \"" + number + "\" is no whole number",
                    "--query.max-samples=" + number);
        }
        for (String duration : List.of("", "5", "m5", "5 m", "1m1h", "1x")) {
            assertRefused(
                    "--query.timeout: \"" + duration + "\" is no duration such as 30s, 5m or 1h30m",
                    "--query.timeout=" + duration);
        }
        for (Flag flag : Flag.all()) {
            if (flag.kind() == Flag.Kind.NUMBER || flag.kind() == Flag.Kind.DURATION) {
                assertEquals(flag.defaultValue(), flag.checked(flag.defaultValue()), flag.name());
            }
        }
    }

    private static void assertRefused(String sentence, String... args) {
        var e = assertThrows(IllegalArgumentException.class, () -> parse(args));
        assertEquals(sentence, e.getMessage());
    }

    @Test
    void helpNamesEveryFlagAndFitsTheScreen() {
        String help = new CommandLineFlags().help();
        for (Flag flag : Flag.all()) {
            assertTrue(help.contains(flag.name()), flag.name());
        }
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
        assertTrue(help.contains("--[no-]gnomon.plugins.upload"), help);
    }
}
