package io.gnomon.platform.testkit.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.testkit.settings.ExampleSettings.Nested;
import io.gnomon.platform.testkit.settings.ExampleSettings.Speed;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a {@link SettingsBinder} must do. Extend it and give yours. */
public abstract class SettingsBinderContractTest {
    private static final String SMALLEST = "{\"url\":\"http://a\",\"ratio\":0.5}";

    protected abstract SettingsBinder binder();

    private ExampleSettings bind(String json) throws SettingsException {
        return binder().bind(binder().parseJson(json), ExampleSettings.class);
    }

    private List<Problem> problems(String json) {
        return assertThrows(SettingsException.class, () -> bind(json)).problems();
    }

    private Problem onlyProblem(String json) {
        List<Problem> problems = problems(json);
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0);
    }

    @Test
    void fillsInDefaults() throws SettingsException {
        ExampleSettings bound = bind(SMALLEST);
        assertEquals(URI.create("http://a"), bound.url());
        assertEquals(10, bound.poolSize());
        assertEquals(Duration.ofSeconds(30), bound.scrapeTimeout());
        assertTrue(bound.followRedirects());
        assertFalse(bound.verbose());
        assertEquals(0, bound.bodyLimit());
        assertEquals(0.5, bound.ratio());
        assertEquals(Speed.SLOW, bound.speed());
        assertNull(bound.password());
        assertNull(bound.comment());
        assertEquals("", bound.kind());
        assertEquals(List.of(), bound.names());
        assertEquals(Map.of(), bound.numbers());
        assertNull(bound.credentials().user());
        assertNull(bound.nested());
        assertEquals(new Nested(7, Map.of()), bound.always());
        assertNull(bound.raw());
    }

    @Test
    void bindsEveryType() throws SettingsException {
        ExampleSettings bound =
                bind(
                        """
                        {"url": "https://b:1/c", "pool_size": 3, "scrape_timeout": "1m30s",
                         "follow_redirects": false, "verbose": true, "body_limit": "10MB",
                         "ratio": 2, "speed": "very-fast", "password": "p", "comment": "c",
                         "type": "k", "names": ["x", "y"], "numbers": {"a": [1, 2]},
                         "user": "u", "nested": {"depth": 1, "labels": {"l": "v"}},
                         "always": {"depth": 2}, "list": [{"depth": 3}], "raw": {"any": [true]}}
                        """);
        assertEquals(URI.create("https://b:1/c"), bound.url());
        assertEquals(3, bound.poolSize());
        assertEquals(Duration.ofSeconds(90), bound.scrapeTimeout());
        assertFalse(bound.followRedirects());
        assertTrue(bound.verbose());
        assertEquals(10 << 20, bound.bodyLimit());
        assertEquals(2.0, bound.ratio());
        assertEquals(Speed.FAST, bound.speed());
        assertEquals(new Secret("p"), bound.password());
        assertEquals("k", bound.kind());
        assertEquals(List.of("x", "y"), bound.names());
        assertEquals(Map.of("a", List.of(1, 2)), bound.numbers());
        assertEquals("u", bound.credentials().user());
        assertEquals(new Nested(1, Map.of("l", "v")), bound.nested());
        assertEquals(new Nested(2, Map.of()), bound.always());
        assertEquals(List.of(new Nested(3, Map.of())), bound.list());
        assertNotNull(bound.raw());
        assertEquals("{\"any\":[true]}", binder().toJson(bound.raw()));
    }

    @Test
    void nullIsLikeNothingGiven() throws SettingsException {
        ExampleSettings bound =
                bind("{\"url\":\"http://a\",\"ratio\":1,\"pool_size\":null,\"names\":null}");
        assertEquals(10, bound.poolSize());
        assertEquals(List.of(), bound.names());
    }

    @Test
    void collectsAllProblemsWithTheirPlaces() {
        List<Problem> problems =
                problems(
                        """
                        {"pool_size": 0,
                         "ratio": "1",
                         "list": [{"depth": 1}, {"depht": 2}],
                         "names": ["a", "b", "c"]}
                        """);
        assertEquals(
                List.of("/url", "/pool_size", "/ratio", "/names", "/list/1/depht"),
                problems.stream().map(Problem::path).toList());
        Problem unknown = problems.get(4);
        assertEquals(new TextPosition("", 3, 26), unknown.position());
        assertTrue(unknown.message().contains("depht"), unknown.message());
        assertTrue(unknown.message().contains("did you mean \"depth\""), unknown.message());
        assertTrue(unknown.message().contains("labels"), unknown.message());
    }

    @Test
    void refusesWhatARecordRefuses() {
        Problem problem =
                onlyProblem("{\"url\":\"http://a\",\"ratio\":1,\"user\":\"u\",\"token\":\"t\"}");
        assertEquals("at most one of user & token may be set", problem.message());
    }

    @Test
    void refusesWrongTypesInWords() {
        String start = "{\"url\":\"http://a\",\"ratio\":1,";
        assertMessage(start + "\"pool_size\":\"5\"}", "pool_size must be a whole number");
        assertMessage(start + "\"pool_size\":1.5}", "pool_size must be a whole number, not 1.5");
        assertMessage(start + "\"pool_size\":101}", "pool_size must be 1 to 100, not 101");
        assertMessage(start + "\"verbose\":1}", "verbose must be true or false");
        assertMessage(start + "\"speed\":\"fast\"}", "slow, very-fast");
        assertMessage(start + "\"scrape_timeout\":\"5x\"}", "5x");
        assertMessage(start + "\"body_limit\":\"5x\"}", "5x");
        assertMessage(start + "\"names\":\"a\"}", "names must be a list");
        assertMessage(start + "\"comment\":[1]}", "comment must be a single value");
        assertMessage(start + "\"always\":3}", "must be a mapping");
        assertMessage(start + "\"numbers\":[]}", "numbers must be a mapping");
        assertMessage(start + "\"list\":[null]}", "empty or null entry in list");
        assertMessage("{\"url\":\"http://a b\",\"ratio\":1}", "http://a b");
    }

    private void assertMessage(String json, String part) {
        Problem problem = onlyProblem(json);
        assertTrue(problem.message().contains(part), problem.message());
    }

    @Test
    void replacesBeforeItBinds() throws SettingsException {
        SettingsNode node = binder().parseJson("{\"url\":\"http://$H\",\"ratio\":\"$R\"}");
        ExampleSettings bound =
                binder().bind(
                                node,
                                ExampleSettings.class,
                                text -> text.replace("$H", "host").replace("$R", "0.25"));
        assertEquals(URI.create("http://host"), bound.url());
        assertEquals(0.25, bound.ratio());
    }

    @Test
    void hidesSecrets() throws SettingsException {
        SettingsNode node =
                binder().parseJson(
                                """
                                {"url": "http://u:pw@a/", "password": "s1", "token": "s2",
                                 "comment": "seen", "raw": {"api_key": "s3", "key_file": "f"}}
                                """);
        String shown = binder().toJson(binder().withoutSecrets(node, ExampleSettings.class));
        assertEquals(
                "{\"url\":\"http://u:xxxxx@a/\",\"password\":\"<secret>\",\"token\":\"<secret>\","
                    + "\"comment\":\"seen\",\"raw\":{\"api_key\":\"<secret>\",\"key_file\":\"f\"}}",
                shown);
    }

    @Test
    void readsAndWritesJson() throws SettingsException {
        String json = "{\"a\":[1,-2.5e3,true,null,\"x\\\"\\\\\\n\",\"1\"],\"b\":{},\"c\":[]}";
        assertEquals(json, binder().toJson(binder().parseJson(json)));
        for (String broken :
                List.of(
                        "",
                        "{",
                        "[1,]",
                        "{\"a\":1,\"a\":2}",
                        "{a:1}",
                        "[1] 2",
                        "[1]\0 2",
                        "\"\\x\"",
                        "01")) {
            assertThrows(SettingsException.class, () -> binder().parseJson(broken), broken);
        }
        String deep = "[".repeat(100_000);
        assertThrows(SettingsException.class, () -> binder().parseJson(deep));
    }

    @Test
    void describesTheForm() throws SettingsException {
        String schema = binder().schema(ExampleSettings.class);
        binder().parseJson(schema);
        for (String part :
                List.of(
                        "\"description\":\"An example\"",
                        "\"required\":[\"url\",\"ratio\"]",
                        "\"url\":{\"type\":\"string\",\"format\":\"uri\",\"title\":\"URL\","
                                + "\"description\":\"Where to ask\"}",
                        "\"pool_size\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,"
                                + "\"title\":\"Pool size\",\"default\":10}",
                        "\"format\":\"duration\"",
                        "\"default\":\"30s\"",
                        "\"speed\":{\"type\":\"string\",\"enum\":[\"slow\",\"very-fast\"]",
                        "\"x-gnomon\":{\"widget\":\"secret\"}",
                        "\"type\":{\"type\":\"string\",\"title\":\"Type\",\"default\":\"\","
                                + "\"x-gnomon\":{\"advanced\":true}}",
                        "\"names\":{\"type\":\"array\",\"maxItems\":2,\"items\":{\"type\":\"string\"}",
                        "\"labels\":{\"type\":\"object\",\"additionalProperties\":"
                                + "{\"type\":\"string\"},\"title\":\"Labels\","
                                + "\"x-gnomon\":{\"widget\":\"keyvalue\"}}",
                        "\"user\":{\"type\":\"string\"")) {
            assertTrue(schema.contains(part), part + " not in " + schema);
        }
        assertFalse(schema.contains("\"credentials\""), schema);
    }

    @Test
    void aRecordWithoutComponentsTakesNothing() throws SettingsException {
        assertEquals(new NoSettings(), binder().bind(SettingsNode.empty(), NoSettings.class));
        SettingsNode node = binder().parseJson("{\"a\":1}");
        assertThrows(SettingsException.class, () -> binder().bind(node, NoSettings.class));
    }
}
