package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.dashboards.PanelRunner.Access;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.sources.EchoSourceFactory;
import io.gnomon.platform.core.dashboards.internal.sources.SavedSources;
import io.gnomon.platform.core.dashboards.internal.sources.TestSources;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class VariableChoicesTest {
    private final TestSources sources = new TestSources();
    private final FakeEngine engine = new FakeEngine();
    private final SavedSources saved = sources.open(engine);
    private final SharedAnswers shared = new SharedAnswers(InstantSource.system(), 1 << 20);

    VariableChoicesTest() throws Exception {
        sources.plugins.add(new EchoSourceFactory());
        MemoryStorage storage = new MemoryStorage();
        try (AppendBatch batch = storage.batch("test", 1000)) {
            append(batch, "__name__", "up", "job", "node", "instance", "a:1");
            append(batch, "__name__", "up", "job", "node", "instance", "b:1");
            append(batch, "__name__", "up", "job", "web", "instance", "c:1");
            append(batch, "__name__", "node_load1", "job", "node", "instance", "a:1");
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
        sources.storage = storage;
    }

    private static void append(AppendBatch batch, String... labels) {
        batch.append(batch.series(Labels.of(labels)), 1);
    }

    @AfterEach
    void close() {
        shared.close();
        saved.close();
    }

    private List<String> choices(String declared, String name, String key) throws Exception {
        ObjectNode dashboard =
                Json.object(
                        "{\"templating\":{\"list\":["
                                + "{\"name\":\"job\",\"type\":\"custom\",\"multi\":true},"
                                + declared
                                + "]}}");
        Variables variables = new Variables(dashboard, Map.of("job", List.of("node")), 10_000);
        Queries queries =
                new Queries(
                        sources.plugins, new KnownKeys(new RecordBinder()), shared, () -> engine);
        String answer =
                new VariableChoices(
                                saved.sources(),
                                queries,
                                new Viewer(variables, Access.EDITOR, 0),
                                0,
                                10_000)
                        .answer(dashboard, name, key);
        List<String> texts = new ArrayList<>();
        for (JsonNode choice : Json.object(answer).path("choices")) {
            texts.add(choice.path("text").asText());
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "label_values(job); [node, web]",
                "label_values(up{job=~\\\"$job\\\"}, instance); [a:1, b:1]",
                "label_values(node_load1,instance); [a:1]",
                "label_names(); [__name__, instance, job]",
                "label_names(up); [__name__, instance, job]",
                "metrics(load); [node_load1]",
                "metrics(^u); [up]",
                "query_result(x{job=~\\\"$job\\\"}); [{job=\"a\"} 1 10000, {job=\"b\"} 2 10000]",
                "x; [{job=\"a\"}, {job=\"b\"}]",
            })
    void grafanasQueries(String query, String expected) throws Exception {
        String declared = "{\"name\":\"v\",\"type\":\"query\",\"query\":\"" + query + "\"}";
        assertEquals(expected, choices(declared, "v", "").toString());
        assertEquals(
                expected,
                choices(
                                "{\"name\":\"v\",\"type\":\"query\",\"query\":{\"query\":\""
                                        + query
                                        + "\",\"refId\":\"x\"}}",
                                "v",
                                "")
                        .toString());
    }

    @Test
    void otherSourcesOfferTheirFirstColumn() throws Exception {
        saved.create("{\"name\":\"Echo\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\"}}");
        assertEquals(
                List.of("of <node> 10000"),
                choices(
                        "{\"name\":\"v\",\"type\":\"query\",\"datasource\":\"Echo\",\"query\":"
                                + "{\"text\":\"of $job\",\"rows\":2}}",
                        "v",
                        ""));
        RequestRefused refused =
                assertThrows(
                        RequestRefused.class,
                        () ->
                                choices(
                                        "{\"name\":\"v\",\"type\":\"query\",\"datasource\":\"Echo\",\"query\":\"x\"}",
                                        "v",
                                        ""));
        assertEquals(
                "the query of a variable of \"Echo\" must be an object, as in a panel",
                refused.getMessage());
    }

    /** What the other filters leave; the one that is being changed does not count. */
    @Test
    void filtersAreSuggested() throws Exception {
        String adHoc =
                "{\"name\":\"f\",\"type\":\"adhoc\",\"filters\":["
                        + "{\"key\":\"\",\"operator\":\"=\",\"value\":\"\"},"
                        + "{\"key\":\"job\",\"operator\":\"=\",\"value\":\"web\"}]}";
        assertEquals(List.of("__name__", "instance", "job"), choices(adHoc, "f", ""));
        assertEquals(List.of("c:1"), choices(adHoc, "f", "instance"));
        assertEquals(List.of("node", "web"), choices(adHoc, "f", "job"));
    }

    /** Filters hold for what variables of the same data source offer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "label_values(instance); job; =; web; [c:1]",
                "label_values(up, instance); job; =; web; [c:1]",
                "label_values(job); job; !=; web; [node]",
                "label_names(node_load1); job; =; web; []",
                "metrics(.*); instance; =; b:1; [up]",
            })
    void filtersNarrowWhatIsOffered(
            String query, String key, String operator, String value, String expected)
            throws Exception {
        String declared =
                "{\"name\":\"f\",\"type\":\"adhoc\",%s\"filters\":[{\"key\":\"%s\",\"operator\":\"%s\",\"value\":\"%s\"}]},"
                    + "{\"name\":\"v\",\"type\":\"query\",\"query\":\"%s\"}";
        assertEquals(
                expected,
                choices(declared.formatted("", key, operator, value, query), "v", "").toString());
        saved.create("{\"name\":\"Echo\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\"}}");
        assertEquals(
                choices("{\"name\":\"v\",\"type\":\"query\",\"query\":\"" + query + "\"}", "v", ""),
                choices(
                        declared.formatted("\"datasource\":\"Echo\",", key, operator, value, query),
                        "v",
                        ""));
    }

    @Test
    void groupsMayHaveEveryLabelThatFiltersLeave() throws Exception {
        String declared =
                "{\"name\":\"g\",\"type\":\"groupby\"},{\"name\":\"f\",\"type\":\"adhoc\",\"filters\":["
                    + "{\"key\":\"job\",\"operator\":\"=\",\"value\":\"%s\"}]}";
        assertEquals(
                List.of("__name__", "instance", "job"),
                choices(declared.formatted("node"), "g", ""));
        assertEquals(List.of(), choices(declared.formatted("nowhere"), "g", ""));
    }

    @Test
    void whatFailsIsSaid() {
        assertEquals(
                "the dashboard has no variable \"w\"",
                assertThrows(RequestRefused.class, () -> choices("{}", "w", "")).getMessage());
        RequestRefused broken =
                assertThrows(
                        RequestRefused.class,
                        () ->
                                choices(
                                        "{\"name\":\"v\",\"type\":\"query\",\"query\":\"query_result(fail)\"}",
                                        "v",
                                        ""));
        assertEquals("it does not work", broken.getMessage());
        assertEquals(RequestRefused.Kind.INVALID, broken.kind());
    }
}
