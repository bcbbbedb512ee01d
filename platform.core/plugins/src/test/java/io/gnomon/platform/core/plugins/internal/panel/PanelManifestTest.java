package io.gnomon.platform.core.plugins.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.spi.runtime.PluginRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

import java.util.Set;

class PanelManifestTest {
    private static final String GOOD =
            "{'manifestVersion': 1, 'id': 'clock', 'name': 'Clock', 'version': '1.2.0', 'provides':"
                    + " [{'kind': 'panel', 'id': 'clock', 'name': 'Clock', 'module': 'a.js',"
                    + " 'styles': ['a.css'], 'optionsSchema': {'type': 'object'}}]}";

    private static PanelManifest read(String json) throws PluginRefused {
        return PanelManifest.read(
                json.replace('\'', '"'), new Version("1.2.0.SNAPSHOT"), Set.of("a.js", "a.css"));
    }

    @Test
    void aGoodOneIsTaken() throws PluginRefused {
        assertEquals("Clock", read(GOOD).name());
        assertEquals("Clock", read(GOOD.replace("'1.2.0'", "'1.2.0-SNAPSHOT'")).name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'manifestVersion': 1 | 'manifestVersion': 2 | manifestVersion is 2, and this"
                        + " server reads 1",
                "'id': 'clock', 'name': 'Clock', 'version' | 'name': 'Clock', 'version' | id is"
                        + " missing",
                "'1.2.0' | '1.20.0' | version is \"1.20.0\", but the bundle's is 1.2.0.SNAPSHOT",
                "'provides': [ | 'provides': [], 'x': [ | provides is not a list of contributions",
                "'a.js' | 'b.js' | the panel \"clock\" names the file \"b.js\", which is not in the"
                        + " bundle",
                "['a.css'] | ['b.css'] | the panel \"clock\" names the file \"b.css\", which is not"
                        + " in the bundle",
                "'provides': [{ | 'i18n': {'ko': 'ko.json'}, 'provides': [{ | i18n names the file"
                        + " \"ko.json\" for ko, which is not in the bundle",
                "'optionsSchema' | 'schema' | the panel \"clock\" has no optionsSchema",
            })
    void faultsAreSaidInWords(String part, String wrong, String sentence) {
        PluginRefused no = assertThrows(PluginRefused.class, () -> read(GOOD.replace(part, wrong)));
        assertEquals("META-INF/gnomon/plugin.json: " + sentence, no.getMessage());
    }

    @Test
    void brokenJsonIsPointedAt() {
        PluginRefused no = assertThrows(PluginRefused.class, () -> read("{\n  'id': ,}"));
        assertEquals(
                "META-INF/gnomon/plugin.json:2:9: Unexpected character (',' (code 44)): expected a"
                        + " valid value (JSON String, Number, Array, Object or token 'null', 'true'"
                        + " or 'false')",
                no.getMessage());
    }
}
