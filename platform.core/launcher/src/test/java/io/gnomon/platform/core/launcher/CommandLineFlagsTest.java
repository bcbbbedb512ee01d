package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
        assertRefused(
                "--agent: there is no agent mode; a server with remote_write and a short"
                        + " --storage.tsdb.retention.time does the same",
                "--agent");
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

    private static void assertRefused(String sentence, String... args) {
        var e = assertThrows(IllegalArgumentException.class, () -> parse(args));
        assertEquals(sentence, e.getMessage());
    }

    @Test
    void helpNamesEveryFlagAndFitsTheScreen() {
        String help = new CommandLineFlags().help();
        for (Flag flag : Flag.all()) {
            boolean refused = flag.kind() == Flag.Kind.REFUSED;
            assertTrue(refused || help.contains(flag.name()), flag.name());
        }
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
        assertTrue(help.contains("--[no-]gnomon.plugins.upload"), help);
    }
}
