package io.gnomon.platform.core.config.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static SettingsNode read(String yaml) throws SettingsException {
        return YamlReader.read("a.yml", yaml);
    }

    private static String json(String yaml) throws SettingsException {
        return JsonText.write(read(yaml));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1                       | {\"a\":1}",
                "a: '1'                     | {\"a\":\"1\"}",
                "a: !!str 1                 | {\"a\":\"1\"}",
                "a: yes                     | {\"a\":true}",
                "a: 017                     | {\"a\":15}",
                "a: 5m                      | {\"a\":\"5m\"}",
                "a: ~                       | {\"a\":null}",
                "[x, {y: z}]                | [\"x\",{\"y\":\"z\"}]",
                "a: &b {c: 1}\\nd: *b       | {\"a\":{\"c\":1},\"d\":{\"c\":1}}",
                "a: &b {c: 1}\\nd: {<<: *b, c: 2, e: 3} |"
                        + " {\"a\":{\"c\":1},\"d\":{\"c\":2,\"e\":3}}",
                "a: !!binary aGk=           | {\"a\":\"hi\"}"
            })
    void readsYaml(String yaml, String json) throws SettingsException {
        assertEquals(json, json(yaml.replace("\\n", "\n")));
    }

    /** The library's own buffer made this take minutes. */
    @Test
    @Timeout(20)
    void aLongTextTakesTimeInProportion() throws SettingsException {
        String text = "x".repeat(16 << 20);
        assertEquals("{\"a\":\"" + text + "\"}", json("a: \"" + text + "\""));
    }

    @Test
    void bytesThatAreNotTextAreKept() throws SettingsException {
        assertEquals("{\"a\":\"\u00a9\udcff\"}", json("a: !!binary wqn/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\nb: 2\\n a: 3        | a.yml:3:3: this is not YAML: ",
                "a: 1\\nb: 2\\na: 3         | a.yml:3:1: the key \"a\" is already set in line 1",
                "a: 1\\n---\\nb: 2          | a.yml:2:1: a second document begins here",
                "a: *b                      | a.yml:1:4: the anchor &b is not complete or unknown",
                "a: &a [*a]                 | a.yml:1:8: the anchor &a is not complete or unknown",
                "? [a]\\n: b                | a.yml:1:3: a key must be a text",
                "a: !!binary '?'            | a.yml:1:4: !!binary value contains invalid base64",
                "a: {<<: 1}                 | a.yml:1:9: << takes a mapping",
                "\"a\": \"b\"\\nc: [        | a.yml:"
            })
    void refusesWithThePlace(String yaml, String message) {
        SettingsException e =
                assertThrows(SettingsException.class, () -> read(yaml.replace("\\n", "\n")));
        assertTrue(String.valueOf(e.getMessage()).startsWith(message.strip()), e.getMessage());
    }

    @Test
    void refusesCharactersThatYamlDoesNotAllow() {
        SettingsException e = assertThrows(SettingsException.class, () -> read("a: 1\nb: \u0001"));
        assertTrue(String.valueOf(e.getMessage()).contains("U+0001"), e.getMessage());
    }

    @Test
    void anEmptyTextIsAnEmptyMapping() throws SettingsException {
        assertEquals("{}", json(""));
        assertEquals("{}", json("# nothing\n"));
    }

    @Test
    void boundsNestingAndAliases() {
        assertThrows(SettingsException.class, () -> read("[".repeat(60_000)));
        StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            laughs.append("a%d: &a%d [".formatted(i, i))
                    .append((alias + ",").repeat(10))
                    .append("]\n");
        }
        SettingsException e = assertThrows(SettingsException.class, () -> read(laughs.toString()));
        assertTrue(String.valueOf(e.getMessage()).contains("aliases included"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nb:\n  - x: [1, 'two', \"three\\n\"]\n    y: {}\n  - - p\n    - []\nc: ~\n",
                "- a\n- b: c\n",
                "'odd key: ': \"\\u0085\"\n",
                "just text"
            })
    void whatIsWrittenReadsBackTheSame(String yaml) throws SettingsException {
        SettingsNode node = read(yaml);
        String written = YamlWriter.write(node);
        assertEquals(JsonText.write(node), JsonText.write(read(written)), written);
    }
}
