package io.gnomon.platform.core.dashboards.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.Annotations.Draft;
import io.gnomon.platform.core.dashboards.DashboardStore.Dashboard;
import io.gnomon.platform.core.dashboards.PanelFile;
import io.gnomon.platform.core.dashboards.PanelFile.Format;
import io.gnomon.platform.core.dashboards.PanelRunner.Access;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.dashboards.RequestRefused.Kind;
import io.gnomon.platform.core.dashboards.internal.Json;
import io.gnomon.platform.core.dashboards.internal.annotations.StoredAnnotations;
import io.gnomon.platform.core.dashboards.internal.sources.EchoSourceFactory;
import io.gnomon.platform.core.dashboards.internal.sources.SavedSources;
import io.gnomon.platform.core.dashboards.internal.sources.TestSources;
import io.gnomon.spi.transformation.Transformation;
import io.gnomon.spi.transformation.TransformationFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

@Timeout(60)
final class ParallelPanelsTest {
    private final FakeEngine engine = new FakeEngine();
    private final TestSources sources = new TestSources();
    private final SavedSources saved = sources.open(engine);
    private final Annotations annotations =
            new StoredAnnotations(sources.database, InstantSource.system());
    private String dashboard = "{}";
    private final ParallelPanels panels =
            new ParallelPanels(
                    this::stored,
                    annotations,
                    saved::sources,
                    () -> engine,
                    sources.plugins,
                    new RecordBinder());

    ParallelPanelsTest() throws Exception {
        sources.plugins.add(new EchoSourceFactory());
        sources.plugins.add(new FirstFramesFactory());
    }

    @AfterEach
    void close() {
        panels.close();
        saved.close();
        assertEquals(0, sources.plugins.openHandles());
    }

    /** The dashboard "d" with the JSON of the test. */
    private @Nullable Dashboard stored(String uid) {
        return uid.equals("d") ? new Dashboard("d", dashboard, 1, false, true) : null;
    }

    /** Keeps the first frames. */
    private static final class FirstFramesFactory
            implements TransformationFactory<FirstFramesFactory.Options> {
        record Options(int count) {}

        @Override
        public String name() {
            return "first";
        }

        @Override
        public Class<Options> settings() {
            return Options.class;
        }

        @Override
        public Transformation create(Options options) {
            return (List<DataFrame> frames) ->
                    frames.subList(0, Math.min(options.count(), frames.size()));
        }
    }

    private static String panel(int id, String rest) {
        return "{\"id\":" + id + ",\"type\":\"timeseries\"," + rest + "}";
    }

    private void saved(String... panels) {
        dashboard =
                "{\"templating\":{\"list\":[{\"name\":\"job\",\"current\":{\"value\":\"a\"}}]},\"panels\":["
                        + String.join(",", panels)
                        + "]}";
    }

    private List<ObjectNode> run(Access access, int... ids) throws Exception {
        List<String> list = new ArrayList<>();
        for (int id : ids) {
            list.add("{\"id\":" + id + ",\"width\":100}");
        }
        return run(access, list);
    }

    private List<ObjectNode> run(Access access, List<String> list) throws Exception {
        List<ObjectNode> answers = new ArrayList<>();
        panels.run(
                "{\"dashboard\":{\"uid\":\"d\"},\"panels\":["
                        + String.join(",", list)
                        + "],\"from\":1700000000000,\"to\":1700000060000,\"variables\":{\"job\":\"b\"}}",
                access,
                json -> answers.add(object(json)));
        return answers;
    }

    private static List<String> texts(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.path(member).asText()));
        return texts;
    }

    @Test
    void aSavedPanelIsFilledAskedAndNamed() throws Exception {
        saved(
                panel(
                        3,
                        "\"interval\":\"15s\",\"targets\":[{\"refId\":\"A\",\"expr\":\"x{job=\\\"$job\\\"}[$__rate_interval]\",\"legendFormat\":\"{{job}}"
                            + " of $job\",\"editorMode\":\"code\",\"step\":4,\"exemplar\":null},"
                            + "{\"refId\":\"B\",\"expr\":\"hidden\",\"hide\":true}]"));
        List<ObjectNode> answers = run(Access.ANONYMOUS, 3);
        assertEquals(1, answers.size());
        ObjectNode answer = answers.get(0);
        assertEquals(3, answer.path("panelId").asInt());
        assertEquals(15_000, answer.path("intervalMs").asInt());
        assertEquals(0, answer.path("errors").size(), answer.toString());
        assertEquals(List.of("a of b", "b of b"), texts(answer.path("frames"), "name"));
        assertEquals(5, answer.path("frames").get(0).path("rows").asInt());
        assertEquals("AQAAAAA=", answer.at("/frames/1/fields/1/missing").asText());
        assertEquals(1, engine.asked.size());
        assertEquals("x{job=\"b\"}[1m]", engine.asked.get(0).query());
        assertEquals(1_699_999_995_000L, engine.asked.get(0).startMillis());
    }

    /** With a fixed distance a rate over samples that are farther apart would be empty. */
    @Test
    void aRateReachesOverFourSamplesOfItsSource() throws Exception {
        saved(panel(3, "\"targets\":[{\"refId\":\"A\",\"expr\":\"x[$__rate_interval]\"}]"));
        sources.scrapeInterval = Duration.ofSeconds(30);
        assertEquals(30_000, run(Access.VIEWER, 3).get(0).path("intervalMs").asInt());
        sources.scrapeInterval = Duration.ofSeconds(2);
        assertEquals(2_000, run(Access.VIEWER, 3).get(0).path("intervalMs").asInt());
        assertEquals(
                List.of("x[2m]", "x[8s]"), engine.asked.stream().map(QueryRequest::query).toList());
    }

    /** A value of a variable that the dashboard does not declare stays without effect. */
    @Test
    void aCopyOfAPanelHasItsOwnValuesAndNumber() throws Exception {
        saved(
                panel(
                        3,
                        "\"targets\":[{\"refId\":\"A\",\"expr\":\"x{job=\\\"$job\\\",y=\\\"$other\\\"}\"}]"));
        List<ObjectNode> answers =
                run(
                        Access.VIEWER,
                        List.of(
                                "{\"id\":3,\"as\":71,\"variables\":{\"job\":\"c\",\"other\":\"z\"}}",
                                "{\"id\":3}"));
        assertEquals(
                Set.of(71, 3),
                answers.stream()
                        .map(answer -> answer.path("panelId").asInt())
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of("x{job=\"c\",y=\"$other\"}", "x{job=\"b\",y=\"$other\"}"),
                engine.asked.stream().map(asked -> asked.query()).collect(Collectors.toSet()));
    }

    /** Who reads slowly must not make the server keep the answers of hundreds of panels. */
    @Test
    void noMoreThanSoManyAnswersWaitForTheirReader() throws Exception {
        saved(panel(3, "\"targets\":[{\"refId\":\"A\",\"expr\":\"x{job=\\\"$job\\\"}\"}]"));
        List<String> copies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            copies.add(
                    "{\"id\":3,\"as\":%d,\"variables\":{\"job\":\"%d\"}}".formatted(1000 + i, i));
        }
        Set<Integer> answered = ConcurrentHashMap.newKeySet();
        panels.run(
                "{\"dashboard\":{\"uid\":\"d\"},\"panels\":%s,\"from\":1700000000000,\"to\":1700000060000}"
                        .formatted(copies),
                Access.VIEWER,
                json -> {
                    while (answered.isEmpty() && engine.asked.size() < 64) {
                        Thread.onSpinWait();
                    }
                    assertTrue(engine.asked.size() <= 64 + answered.size());
                    answered.add(object(json).path("panelId").asInt());
                });
        assertEquals(200, answered.size());
        assertEquals(200, engine.asked.size());
    }

    @Test
    void panelsOfRowsAndOldDashboardsAreFound() throws Exception {
        dashboard =
                "{\"panels\":[{\"id\":1,\"type\":\"row\",\"panels\":["
                        + panel(2, "\"targets\":[{\"expr\":\"in_row\"}]")
                        + "]}],\"rows\":[{\"panels\":["
                        + panel(3, "\"targets\":[{\"expr\":\"old\",\"refID\":\"Q\"}]")
                        + "]}]}";
        List<ObjectNode> answers = run(Access.VIEWER, 2, 3, 4);
        assertEquals(3, answers.size());
        for (ObjectNode answer : answers) {
            boolean absent = answer.path("panelId").asInt() == 4;
            assertEquals(
                    absent ? List.of("the dashboard has no panel 4") : List.of(),
                    texts(answer.path("errors"), "message"));
            assertEquals(absent ? 0 : 2, answer.path("frames").size());
        }
    }

    @Test
    void aQueryThatFailsDoesNotTakeTheOthersAlong() throws Exception {
        saved(
                panel(
                        1,
                        "\"targets\":[{\"refId\":\"A\",\"expr\":\"fail\"},{\"refId\":\"B\",\"expr\":\"up\"},"
                            + "{\"refId\":\"C\",\"expr\":\"up\",\"datasource\":{\"type\":\"loki\"}},"
                            + "{\"refId\":\"D\",\"expr\":\"up\",\"format\":\"poem\"}]"));
        ObjectNode answer = run(Access.VIEWER, 1).get(0);
        assertEquals(List.of("A", "C", "D"), texts(answer.path("errors"), "refId"));
        assertEquals("it does not work", answer.at("/errors/0/message").asText());
        String format = answer.at("/errors/2/message").asText();
        assertTrue(format.startsWith("format: \"poem\" is unknown"), format);
        assertEquals(List.of("B", "B"), texts(answer.path("frames"), "refId"));
    }

    @Test
    void aPanelShowsWhatAnotherOneAsksFor() throws Exception {
        String shared = "\"datasource\":{\"type\":\"datasource\",\"uid\":\"-- Dashboard --\"},";
        saved(
                panel(
                        1,
                        "\"targets\":[{\"refId\":\"A\",\"expr\":\"one\"}],"
                            + "\"transformations\":[{\"id\":\"first\",\"options\":{\"count\":1}}]"),
                panel(2, shared + "\"targets\":[{\"refId\":\"B\",\"panelId\":1}]"),
                panel(
                        3,
                        "\"targets\":[{\"refId\":\"A\","
                                + shared
                                + "\"panelId\":1,\"withTransforms\":true}]"),
                panel(4, shared + "\"targets\":[{\"panelId\":9}]"),
                panel(5, shared + "\"targets\":[{\"panelId\":2}]"));
        Map<Integer, ObjectNode> answers =
                run(Access.ADMIN, 2, 3, 4, 5).stream()
                        .collect(
                                Collectors.toMap(
                                        answer -> answer.path("panelId").asInt(),
                                        answer -> answer));
        assertEquals(2, answer(answers, 2).path("frames").size());
        assertEquals(1, answer(answers, 3).path("frames").size());
        assertEquals(
                "the dashboard has no panel 9, whose answers are to be shown",
                answer(answers, 4).at("/errors/0/message").asText());
        assertEquals(
                "panel 2 shows the answers of another panel itself; name that one",
                answer(answers, 5).at("/errors/0/message").asText());
    }

    private static ObjectNode answer(Map<Integer, ObjectNode> answers, int id) {
        return Objects.requireNonNull(answers.get(id));
    }

    @Test
    void tablesOfSeveralQueriesHaveValuesOfTheirOwn() throws Exception {
        saved(
                panel(
                        1,
                        "\"targets\":[{\"refId\":\"A\",\"expr\":\"x\",\"instant\":true,\"format\":\"table\"},"
                            + "{\"refId\":\"B\",\"expr\":\"y\",\"instant\":true,\"format\":\"table\"}]"));
        ObjectNode answer = run(Access.VIEWER, 1).get(0);
        assertEquals(
                List.of("Time", "job", "Value #A"), texts(answer.at("/frames/0/fields"), "name"));
        assertEquals(
                List.of("Time", "job", "Value #B"), texts(answer.at("/frames/1/fields"), "name"));
        assertTrue(engine.asked.get(0).isInstant());
    }

    @Test
    void transformationsArePluginsAndTheAbsentAreNamed() throws Exception {
        String target = "\"targets\":[{\"refId\":\"A\",\"expr\":\"x\"}],\"transformations\":[";
        saved(
                panel(1, target + "{\"id\":\"first\",\"options\":{\"count\":1,\"unknown\":2}}]"),
                panel(2, target + "{\"id\":\"first\",\"disabled\":true,\"options\":{}}]"),
                panel(
                        3,
                        target
                                + "{\"id\":\"first\",\"filter\":{\"id\":\"byRefId\",\"options\":\"B\"},\"options\":{\"count\":0}}]"),
                panel(4, target + "{\"id\":\"poem\"}]"),
                panel(
                        5,
                        target
                                + "{\"id\":\"poem\"},{\"id\":\"first\",\"options\":{\"count\":1}}]"));
        for (ObjectNode answer : run(Access.VIEWER, 1, 2, 3, 4, 5)) {
            int id = answer.path("panelId").asInt();
            assertEquals(id == 1 || id == 5 ? 1 : 2, answer.path("frames").size(), "panel " + id);
            assertEquals(
                    id >= 4 ? List.of("the transformation \"poem\" is not installed") : List.of(),
                    texts(answer.path("errors"), "message"));
        }
    }

    @Test
    void otherSourcesEscapeInTheirOwnWayAndAreClosedToStrangers() throws Exception {
        saved.create("{\"name\":\"Echo\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\"}}");
        saved(
                panel(
                        1,
                        "\"datasource\":\"Echo\",\"targets\":[{\"refId\":\"A\",\"text\":\"select"
                                + " $job\"}]"));
        ObjectNode answer = run(Access.VIEWER, 1).get(0);
        assertEquals(
                "select <b> 10000",
                answer.at("/frames/0/fields/0/values/0").asText(),
                answer.toString());
        assertEquals(
                List.of("log in to see data of \"Echo\""),
                texts(run(Access.ANONYMOUS, 1).get(0).path("errors"), "message"));
    }

    @Test
    void anUnknownSourceIsAnsweredByTheDefaultWithANotice() throws Exception {
        saved(
                panel(
                        1,
                        "\"datasource\":{\"type\":\"prometheus\",\"uid\":\"gone\"},\"targets\":[{\"expr\":\"x\"}]"));
        ObjectNode answer = run(Access.VIEWER, 1).get(0);
        assertEquals(2, answer.path("frames").size());
        assertEquals(
                List.of("there is no data source \"gone\": \"Gnomon\" answers instead"),
                texts(answer.at("/frames/0/notices"), "text"));
    }

    @Test
    void onlyEditorsRunWhatIsNotSaved() throws Exception {
        String request =
                "{\"dashboard\":{\"inline\":{\"panels\":["
                        + panel(1, "\"targets\":[{\"expr\":\"x\"}]")
                        + "]}},\"panels\":[{\"id\":1}],\"from\":0,\"to\":60000}";
        assertEquals(
                Kind.FORBIDDEN,
                assertThrows(
                                RequestRefused.class,
                                () -> panels.run(request, Access.VIEWER, line -> {}))
                        .kind());
        List<String> lines = new ArrayList<>();
        panels.run(request, Access.EDITOR, lines::add);
        assertEquals(1, lines.size());
        assertEquals(
                Kind.NOT_FOUND,
                assertThrows(
                                RequestRefused.class,
                                () ->
                                        panels.run(
                                                "{\"dashboard\":{\"uid\":\"x\"},\"panels\":[{\"id\":1}],\"from\":0,\"to\":1}",
                                                Access.VIEWER,
                                                line -> {}))
                        .kind());
    }

    /** Each at a time of its own, as they come; the last one wants it fresh. */
    @Test
    void tenViewersOfADashboardAreOneQuery() throws Exception {
        saved(panel(1, "\"targets\":[{\"refId\":\"A\",\"expr\":\"x\"}]"));
        for (int viewer = 0; viewer < 10; viewer++) {
            long to = 1_700_000_060_000L + viewer * 500L;
            List<String> answers = new ArrayList<>();
            panels.run(
                    "{\"dashboard\":{\"uid\":\"d\"},\"panels\":[{\"id\":1}],\"from\":%d,\"to\":%d,\"maxAgeMs\":10000}"
                            .formatted(to - 60_000, to),
                    viewer % 2 == 0 ? Access.VIEWER : Access.EDITOR,
                    answers::add);
            assertEquals(1, answers.size());
            assertTrue(answers.get(0).contains("\"errors\":[]"), answers.get(0));
        }
        assertEquals(1, engine.asked.size());
        run(Access.VIEWER, 1);
        assertEquals(2, engine.asked.size());
    }

    @Test
    void filtersStandInEachQueryOfTheirSource() throws Exception {
        saved.create("{\"name\":\"Echo\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\"}}");
        dashboard =
                "{\"templating\":{\"list\":[{\"name\":\"job\",\"type\":\"adhoc\",\"datasource\":\"Gnomon\","
                    + "\"baseFilters\":[{\"key\":\"env\",\"operator\":\"=\",\"value\":\"prod\"}]},"
                    + "{\"name\":\"e\",\"type\":\"adhoc\",\"datasource\":\"Echo\",\"filters\":["
                    + "{\"key\":\"a\",\"operator\":\"=\",\"value\":\"b\"}]}]},\"panels\":["
                        + panel(1, "\"targets\":[{\"expr\":\"x\"}]")
                        + "]}";
        List<String> answers = new ArrayList<>();
        panels.run(
                "{\"dashboard\":{\"uid\":\"d\"},\"panels\":[{\"id\":1}],\"from\":0,\"to\":60000,"
                        + "\"variables\":{\"job\":[\"host|=~|a.*\"]}}",
                Access.VIEWER,
                answers::add);
        assertEquals("{__name__=\"x\",env=\"prod\",host=~\"a.*\"}", engine.asked.get(0).query());
    }

    /** Labels are kept in panels of the data source, not in what is marked on them. */
    @Test
    void labelsAreKeptInEachQueryOfTheirSource() throws Exception {
        saved.create("{\"name\":\"Echo\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\"}}");
        dashboard =
                "{\"templating\":{\"list\":[{\"name\":\"g\",\"type\":\"groupby\",\"datasource\":\"Gnomon\","
                    + "\"current\":{\"value\":[\"env\"]}},"
                    + "{\"name\":\"e\",\"type\":\"groupby\",\"datasource\":\"Echo\",\"current\":{\"value\":[\"a\"]}}]},"
                    + "\"annotations\":{\"list\":[{\"name\":\"Alerts\",\"expr\":\"ALERTS\"}]},\"panels\":["
                        + panel(1, "\"targets\":[{\"expr\":\"sum by ($g) (x)\"}]")
                        + "]}";
        List<String> asked = new ArrayList<>();
        for (String chosen : List.of("{}", "{\"g\":[\"job\",\"pod\"]}", "{\"g\":[\"\"]}")) {
            panels.run(
                    "{\"dashboard\":{\"uid\":\"d\"},\"panels\":[{\"id\":1}],\"from\":0,\"to\":60000,"
                        + "\"annotations\":[\"Alerts\"],\"variables\":"
                            + chosen
                            + "}",
                    Access.VIEWER,
                    answer -> {});
        }
        engine.asked.forEach(request -> asked.add(request.query()));
        assertEquals(
                List.of(
                        "ALERTS",
                        "sum by () (x)",
                        "sum by (env) (x) by [env]",
                        "sum by (job,pod) (x) by [job, pod]"),
                asked.stream().distinct().sorted().toList());
    }

    @Test
    void annotationsComeOnceForAllPanels() throws Exception {
        annotations.add(
                new Draft("d", 4, 1_700_000_010_000L, 1_700_000_010_000L, "noted", List.of("x")),
                "ann");
        annotations.add(
                new Draft("e", 0, 1_700_000_020_000L, 1_700_000_020_000L, "other", List.of("x")),
                "ann");
        dashboard =
                "{\"annotations\":{\"list\":["
                    + "{\"name\":\"Alerts\",\"iconColor\":\"red\",\"expr\":\"ALERTS\",\"titleFormat\":\"{{job}}\",\"step\":\"30s\"},"
                    + "{\"name\":\"Off\",\"expr\":\"off\"},"
                    + "{\"name\":\"Broken\",\"target\":{\"expr\":\"fail\"}},{\"name\":\"Tagged\",\"datasource\":{\"type\":\"grafana\",\"uid\":\"--"
                    + " Grafana --\"},"
                    + "\"target\":{\"type\":\"tags\",\"tags\":[\"x\"]}}]},\"panels\":["
                        + panel(1, "\"targets\":[{\"expr\":\"x\"}]")
                        + ","
                        + panel(2, "\"targets\":[{\"expr\":\"y\"}]")
                        + "]}";
        List<ObjectNode> marks = new ArrayList<>();
        panels.run(
                "{\"dashboard\":{\"uid\":\"d\"},\"panels\":[{\"id\":1},{\"id\":2}],\"from\":1700000000000,\"to\":1700000060000,\"annotations\":[\"Annotations"
                    + " & Alerts\",\"Alerts\",\"Broken\",\"Tagged\"]}",
                Access.VIEWER,
                line -> {
                    if (line.startsWith("{\"annotations\"")) {
                        marks.add(object(line));
                    }
                });
        assertEquals(1, marks.size());
        ObjectNode answer = marks.get(0);
        assertEquals(List.of("noted", "", "", "other"), texts(answer.path("annotations"), "text"));
        assertEquals(List.of("", "a", "b", ""), texts(answer.path("annotations"), "title"));
        assertEquals(List.of("4", "", "", ""), texts(answer.path("annotations"), "panelId"));
        assertEquals("red", answer.at("/annotations/1/color").asText());
        assertEquals(List.of("Broken"), texts(answer.path("errors"), "refId"));
        assertTrue(engine.asked.stream().noneMatch(asked -> asked.query().equals("off")));
        assertEquals(
                30_000,
                engine.asked.stream()
                        .filter(asked -> asked.query().equals("ALERTS"))
                        .findFirst()
                        .orElseThrow()
                        .stepMillis());
    }

    private static ObjectNode object(String json) throws IOException {
        try {
            return Json.object(json);
        } catch (RequestRefused e) {
            throw new IOException(e);
        }
    }

    @Test
    void whenNobodyListensAnyMoreTheQueriesEnd() throws Exception {
        saved(
                panel(1, "\"targets\":[{\"expr\":\"up\"}]"),
                panel(2, "\"targets\":[{\"expr\":\"hang\"}]"));
        assertThrows(
                IOException.class,
                () ->
                        panels.run(
                                "{\"dashboard\":{\"uid\":\"d\"},\"panels\":[{\"id\":2},{\"id\":1}],\"from\":0,\"to\":60000}",
                                Access.VIEWER,
                                line -> {
                                    awaitHanging();
                                    throw new IOException("broken pipe");
                                }));
        assertTrue(engine.interrupted.await(30, TimeUnit.SECONDS));
    }

    @Test
    void sourcesThatDoNotAnswerHoldNoOtherPanelUp() throws Exception {
        saved.create("{\"name\":\"Echo\",\"type\":\"echo\",\"settings\":{\"url\":\"http://a\"}}");
        StringBuilder ids = new StringBuilder();
        String[] all = new String[50];
        for (int i = 0; i < 49; i++) {
            all[i] = panel(i, "\"datasource\":\"Echo\",\"targets\":[{\"text\":\"hang\"}]");
            ids.append("{\"id\":").append(i).append("},");
        }
        all[49] = panel(49, "\"targets\":[{\"expr\":\"up\"}]");
        saved(all);
        List<String> answers = new ArrayList<>();
        assertThrows(
                IOException.class,
                () ->
                        panels.run(
                                "{\"dashboard\":{\"uid\":\"d\"},\"panels\":["
                                        + ids
                                        + "{\"id\":49}],\"from\":0,\"to\":60000}",
                                Access.VIEWER,
                                line -> {
                                    answers.add(line);
                                    throw new IOException("enough");
                                }));
        assertTrue(answers.get(0).startsWith("{\"panelId\":49,"), answers.get(0));
    }

    @Test
    void timesThatNoClockShowsAreRefused() {
        for (String times :
                List.of(
                        "\"from\":-9e18,\"to\":9e18",
                        "\"from\":0,\"to\":1e300",
                        "\"from\":2,\"to\":1",
                        "\"from\":\"now\",\"to\":1")) {
            String request =
                    "{\"dashboard\":{\"uid\":\"d\"},\"panels\":[{\"id\":1}]," + times + "}";
            assertEquals(
                    Kind.INVALID,
                    assertThrows(
                                    RequestRefused.class,
                                    () -> panels.run(request, Access.VIEWER, line -> {}),
                                    times)
                            .kind());
        }
    }

    @Test
    void aBrokenFilterOfATransformationIsSaid() throws Exception {
        saved(
                panel(
                        1,
                        "\"targets\":[{\"refId\":\"A\",\"expr\":\"x\"}],\"transformations\":[{\"id\":\"first\",\"filter\":{\"id\":\"byRefId\",\"options\":\"/(/\"},\"options\":{\"count\":0}}]"));
        ObjectNode answer = run(Access.VIEWER, 1).get(0);
        assertEquals(2, answer.path("frames").size());
        String message = answer.at("/errors/0/message").asText();
        assertTrue(
                message.startsWith("filter of the transformation: error parsing regexp"), message);
    }

    @Test
    void aPanelIsAFile() throws Exception {
        saved(
                panel(
                        3,
                        "\"interval\":\"15s\",\"targets\":[{\"refId\":\"A\",\"expr\":\"x\",\"legendFormat\":\"{{job}}\"}]"));
        String csv = new String(panels.file(file(3, Format.CSV), Access.ANONYMOUS), UTF_8);
        assertEquals("Time,a,b", csv.lines().findFirst().orElseThrow());
        assertEquals(6, csv.lines().count(), csv);
        byte[] png = panels.file(file(3, Format.PNG), Access.ANONYMOUS);
        assertEquals("PNG", new String(png, 1, 3, UTF_8));
        RequestRefused refused =
                assertThrows(
                        RequestRefused.class,
                        () -> panels.file(file(4, Format.PNG), Access.ANONYMOUS));
        assertEquals("the dashboard has no panel 4", refused.getMessage());
    }

    private static PanelFile file(int panel, Format format) {
        return new PanelFile(
                "d",
                panel,
                format,
                1_700_000_000_000L,
                1_700_000_060_000L,
                200,
                120,
                Map.of(),
                ZoneId.of("UTC"));
    }

    private void awaitHanging() throws IOException {
        try {
            assertTrue(engine.hanging.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
