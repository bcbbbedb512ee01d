package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.util.Map;

class CommandLineFlagsTest {
    private static Map<String, String> parse(String... args) {
        return new CommandLineFlags("test").parse(args);
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
        var e = assertThrows(CommandLine.ParameterException.class, () -> parse("--web.listen=1"));
        assertTrue(e.toString().contains("--web.listen=1"), e.toString());
    }
}
