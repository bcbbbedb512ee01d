package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.itests.OpenApiDocument.Operation;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every operation that Prometheus's OpenAPI documents have is asked with all its parameters, and
 * the real answer is held against the document's schema.
 */
@Timeout(240)
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Fields that our answers have beside those of the documents, and that clients skip. */
    private static final Set<String> ADDED =
            Set.of(
                    "gnomon", // status/tsdb: who makes the most series, and what is wrong
                    "warning"); // targets: what of a scrape is not stored

    /** Operations that are asked elsewhere or are not there yet. */
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "GET /parse_query", "is being built",
                    "POST /parse_query", "is being built",
                    "POST /read", "RemoteReadTest: its body is protobuf",
                    "POST /write", "RemoteWriteTest: its body is protobuf",
                    "POST /otlp/v1/metrics", "OtlpTest: its body is protobuf",
                    "GET /notifications/live", "NotificationsTest: it does not end");

    /** Parameters of GET; those of POST, where there is one, are sent as a form. */
    private static final List<String> CALLS =
            List.of(
                    "/query?query=hits_total&time=NOW&timeout=5s&limit=5&lookback_delta=5m&stats=all",
                    "/query?query=scalar(hits_total)&stats=true",
                    "/query?query=hits_total[1m]",
                    "/query_range?query=hits_total&start=BEFORE&end=NOW&step=1&timeout=5s&limit=1"
                            + "&lookback_delta=1m&stats=all",
                    "/query_exemplars?query=rate(hits_total[1m])&start=BEFORE&end=NOW",
                    "/format_query?query=sum(hits_total)by(path)",
                    "/labels?start=BEFORE&end=NOW&match[]=hits_total&limit=10",
                    "/label/path/values?start=BEFORE&end=NOW&match[]=hits_total&limit=1",
                    "/search/metric_names?match[]={job=\"t\"}&search[]=hit&fuzz_threshold=10"
                            + "&fuzz_alg=jarowinkler&case_sensitive=false&sort_by=score"
                            + "&include_score=true&include_metadata=true&start=BEFORE&end=NOW"
                            + "&limit=10&batch_size=2",
                    "/search/metric_names?search[]=hit&sort_by=alpha&sort_dir=dsc",
                    "/search/label_names?match[]={job=\"t\"}&search[]=pth&fuzz_threshold=0"
                            + "&fuzz_alg=subsequence&case_sensitive=true&sort_by=alpha"
                            + "&sort_dir=asc&include_score=true&start=BEFORE&end=NOW&limit=10"
                            + "&batch_size=1",
                    "/search/label_values?label=path&match[]={job=\"t\"}&search[]=/&search[]=b"
                            + "&fuzz_threshold=0&fuzz_alg=subsequence&case_sensitive=true"
                            + "&sort_by=alpha&sort_dir=dsc&include_score=true&start=BEFORE"
                            + "&end=NOW&limit=10&batch_size=1",
                    "/series?start=BEFORE&end=NOW&match[]=hits_total&match[]=up&limit=10",
                    "/metadata?limit=5&limit_per_metric=2&metric=hits",
                    "/scrape_pools",
                    "/scrape_pools/config?scrapePool=t",
                    "/targets?scrapePool=t&state=active",
                    "/targets",
                    "/targets/metadata?match_target={job=\"t\"}&metric=hits&limit=5",
                    "/targets/metadata",
                    "/targets/relabel_steps?scrapePool=t&labels={\"__address__\":\"a:1\"}",
                    "/rules?type=alert&rule_name[]=a&rule_group[]=b&file[]=c&match[]={a=\"b\"}"
                            + "&exclude_alerts=true&group_limit=5&group_next_token=",
                    "/alerts",
                    "/alertmanagers",
                    "/status/config",
                    "/status/runtimeinfo",
                    "/status/buildinfo",
                    "/status/flags",
                    "/status/tsdb?limit=3",
                    "/status/tsdb/blocks",
                    "/status/walreplay",
                    "/status/self_metrics?metric_name_pattern=prometheus_(build|http|engine).*",
                    "/features",
                    "/notifications",
                    "/admin/tsdb/delete_series?match[]=nothing_of_this_name&start=BEFORE&end=NOW",
                    "/admin/tsdb/clean_tombstones",
                    "/admin/tsdb/snapshot?skip_head=true");

    @TempDir private Path folder;

    private String now = "";
    private String before = "";

    private GnomonServer start(LoopbackServer target) throws Exception {
        String config =
                """
                scrape_configs:
                  - job_name: t
                    scrape_interval: 1s
                    static_configs: [{targets: ['%s']}]
                    relabel_configs:
                      - {source_labels: [__address__], regex: '(.*):.*', target_label: host}
                """
                        .formatted(target.uri("/").getAuthority());
        GnomonServer server =
                GnomonServer.start(
                        folder.resolve("data"),
                        "--config.file=" + Files.writeString(folder.resolve("a.yml"), config),
                        "--web.enable-admin-api",
                        "--web.enable-lifecycle",
                        "--enable-feature=search-api");
        server.await(
                SOON,
                "a scrape with exemplars",
                () -> server.get("api/v1/query_exemplars?query=hits_total").body().contains("id9"));
        String time = JSON.readTree(server.query("time()")).at("/data/result/1").asText();
        now = time;
        before = Long.toString((long) Double.parseDouble(time) - 600);
        return server;
    }

    private static LoopbackServer target() {
        return new LoopbackServer(asked ->
                new Answer(
                        200,
                        "application/openmetrics-text; version=1.0.0; charset=utf-8",
                        """
                        # HELP hits Hits.
                        # TYPE hits counter
                        hits_total{path="/a"} 5 # {trace_id="id9"} 1.5
                        hits_total{path="/b"} 7
                        # EOF
                        """
                                .getBytes(StandardCharsets.UTF_8)));
    }

    /** Name and value of each parameter, in order, not encoded. */
    private List<String[]> parameters(String call) {
        List<String[]> pairs = new ArrayList<>();
        int question = call.indexOf('?');
        if (question >= 0) {
            for (String pair : call.substring(question + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                pairs.add(
                        new String[] {
                            parts[0], parts[1].replace("NOW", now).replace("BEFORE", before)
                        });
            }
        }
        return pairs;
    }

    private static String path(String call) {
        int question = call.indexOf('?');
        return question < 0 ? call : call.substring(0, question);
    }

    private static String form(List<String[]> pairs) {
        StringBuilder out = new StringBuilder();
        for (String[] pair : pairs) {
            out.append(out.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(pair[0], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(pair[1], StandardCharsets.UTF_8));
        }
        return out.toString();
    }

    /** The calls of an operation; of its path one part may be a variable. */
    private static List<String> callsOf(Operation operation) {
        String pattern = operation.path().replaceAll("\\{[a-z]+}", "[^/]+");
        return CALLS.stream().filter(call -> path(call).matches(pattern)).toList();
    }

    private static HttpResponse<String> send(
            GnomonServer server, String method, String path, String form) throws Exception {
        boolean inBody = method.equals("POST") && !path.startsWith("/admin/");
        String url = "api/v1" + path + (inBody || form.isEmpty() ? "" : "?" + form);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.base().resolve(url));
        if (inBody) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        return server.send(
                request.method(
                        method,
                        inBody
                                ? HttpRequest.BodyPublishers.ofString(form)
                                : HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void everyOperationAnswersAsTheDocumentsSay() throws Exception {
        Path documents = PeerData.folder("api");
        try (LoopbackServer target = target();
                GnomonServer server = start(target)) {
            for (String name :
                    List.of("prometheus-openapi-3.1.yaml", "prometheus-openapi-3.2.yaml")) {
                OpenApiDocument document =
                        new OpenApiDocument(Files.readString(documents.resolve(name)), ADDED);
                List<String> problems = new ArrayList<>();
                for (Operation operation : document.operations()) {
                    if (!ELSEWHERE.containsKey(operation.toString())) {
                        ask(server, document, operation, problems);
                    }
                }
                assertEquals(List.of(), problems, name);
            }
        }
    }

    private void ask(
            GnomonServer server,
            OpenApiDocument document,
            Operation operation,
            List<String> problems)
            throws Exception {
        Set<String> notGiven = new TreeSet<>(operation.parameters().keySet());
        notGiven.remove("name"); // in the path
        for (String call : callsOf(operation)) {
            List<String[]> parameters = parameters(call);
            parameters.forEach(pair -> notGiven.remove(pair[0]));
            String where = operation + " for " + call + ": ";
            HttpResponse<String> answer =
                    send(server, operation.method(), path(call), form(parameters));
            if (answer.statusCode() == 204 && operation.path().matches(".*(series|tombstones)")) {
                continue; // as Prometheus does, though its documents say 200
            }
            if (answer.statusCode() != 200) {
                problems.add(where + answer.statusCode() + " " + answer.body());
            } else if (operation.path().startsWith("/search/")) {
                searched(answer, where, problems);
            } else {
                assertEquals(
                        "application/json",
                        answer.headers().firstValue("Content-Type").orElse(""),
                        where);
                document.problems(operation, JSON.readTree(answer.body()))
                        .forEach(problem -> problems.add(where + problem));
            }
        }
        notGiven.forEach(name -> problems.add(operation + " is never asked with " + name));
    }

    private static void searched(HttpResponse<String> answer, String where, List<String> problems)
            throws Exception {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String[] lines = answer.body().split("\n", -1);
        JsonNode last = JSON.readTree(lines[lines.length - 2]);
        boolean named =
                JSON.readTree(lines[0]).get("results").valueStream().allMatch(r -> r.has("name"));
        if (!type.startsWith("application/x-ndjson")
                || !named
                || !last.path("status").asText().equals("success")
                || !last.path("has_more").isBoolean()) {
            problems.add(where + type + "\n" + answer.body());
        }
    }

    @Test
    void whatIsAnsweredIsTrue() throws Exception {
        try (LoopbackServer target = target();
                GnomonServer server = start(target)) {
            JsonNode exemplars = data(server, "/query_exemplars?query=hits_total{path=\"/a\"}");
            assertEquals("/a", exemplars.at("/0/seriesLabels/path").asText());
            assertEquals("id9", exemplars.at("/0/exemplars/0/labels/trace_id").asText());
            assertEquals("1.5", exemplars.at("/0/exemplars/0/value").asText());
            assertEquals(204, send(server, "GET", "/query_exemplars", "query=1").statusCode());

            JsonNode steps =
                    data(
                            server,
                            "/targets/relabel_steps?scrapePool=t&labels={\"__address__\":\"a:1\"}");
            assertEquals("a", steps.at("/steps/0/output/host").asText());
            assertTrue(steps.at("/steps/0/keep").asBoolean());
            String yaml = data(server, "/scrape_pools/config?scrapePool=t").at("/yaml").asText();
            assertTrue(yaml.startsWith("job_name: t\nscrape_timeout: 1s\n"), yaml);

            JsonNode features = data(server, "/features");
            assertTrue(features.at("/api/admin").asBoolean());
            assertTrue(features.at("/promql_functions/rate").asBoolean());
            assertTrue(!features.at("/promql_functions/info").asBoolean(true));
            assertTrue(features.at("/service_discovery_providers/file").asBoolean());

            JsonNode tsdb = data(server, "/status/tsdb");
            assertTrue(tsdb.at("/headStats/chunkCount").asLong() >= 2, tsdb.toString());
            assertEquals("[]", data(server, "/notifications").toString());
            Files.writeString(folder.resolve("a.yml"), "nonsense: 1\n");
            assertEquals(
                    500,
                    server.send(
                                    HttpRequest.newBuilder(server.base().resolve("-/reload"))
                                            .POST(HttpRequest.BodyPublishers.noBody()))
                            .statusCode());
            assertEquals(
                    "Configuration reload has failed.",
                    data(server, "/notifications").at("/0/text").asText());
        }
    }

    private JsonNode data(GnomonServer server, String call) throws Exception {
        HttpResponse<String> answer = send(server, "GET", path(call), form(parameters(call)));
        assertEquals(200, answer.statusCode(), call + ": " + answer.body());
        return JSON.readTree(answer.body()).get("data");
    }

    /** Our own document has the same operations with the same parameters. */
    @Test
    void ourDocumentHasWhatTheirsHas() throws Exception {
        Path documents = PeerData.folder("api");
        try (LoopbackServer target = target();
                GnomonServer server = start(target)) {
            for (String version : List.of("3.1", "3.2")) {
                String own = server.get("api/v1/openapi.yaml?openapi_version=" + version).body();
                assertTrue(own.startsWith("openapi: " + version), version);
                OpenApiDocument ours = new OpenApiDocument(own, Set.of());
                OpenApiDocument theirs =
                        new OpenApiDocument(
                                Files.readString(
                                        documents.resolve(
                                                "prometheus-openapi-" + version + ".yaml")),
                                Set.of());
                Map<String, Map<String, Boolean>> known = gets(ours);
                gets(theirs)
                        .forEach((name, parameters) ->
                                assertEquals(parameters, known.get(name), version + " " + name));
            }
        }
    }

    private static Map<String, Map<String, Boolean>> gets(OpenApiDocument document) {
        Map<String, Map<String, Boolean>> gets = new TreeMap<>();
        for (Operation operation : document.operations()) {
            if (operation.method().equals("GET")) {
                gets.put(operation.path(), operation.parameters());
            }
        }
        return gets;
    }

    /** Status and errorType are those of a real Prometheus, asked the same. */
    @Test
    void mistakesAreAnsweredAsPrometheusAnswersThem() throws Exception {
        List<String> asked =
                List.of(
                        "GET api/v1/query",
                        "GET api/v1/query?query=rate(",
                        "GET api/v1/query?query=up&time=yesterday",
                        "GET api/v1/query?query=up&timeout=soon",
                        "GET api/v1/query?query=up&limit=-1",
                        "GET api/v1/query?query=up&limit=many",
                        "GET api/v1/query?query=up&lookback_delta=x",
                        "GET api/v1/query?query=up%20%2B%20on()%20group_left()%20%7B__name__!%3D%22%22%7D",
                        "GET api/v1/query_range?query=up",
                        "GET api/v1/query_range?query=up&start=2&end=1&step=1",
                        "GET api/v1/query_range?query=up&start=1&end=2&step=0",
                        "GET api/v1/query_range?query=up&start=1&end=20000&step=1",
                        "GET api/v1/query_range?query=up[1m]&start=1&end=2&step=1"
                                .replace("[", "%5B")
                                .replace("]", "%5D"),
                        "GET api/v1/query_exemplars?query=rate(",
                        "GET api/v1/query_exemplars?query=up&start=2&end=1",
                        "GET api/v1/format_query?query=a%20b",
                        "GET api/v1/labels?match%5B%5D=%7B%7D",
                        "GET api/v1/labels?start=x",
                        "GET api/v1/labels?limit=-2",
                        "GET api/v1/label/a/values?match%5B%5D=(",
                        "GET api/v1/series",
                        "GET api/v1/series?match%5B%5D=%7Ba%3D%22%22%7D",
                        "GET api/v1/series?match%5B%5D=up&end=x",
                        "GET api/v1/metadata?limit=x",
                        "GET api/v1/metadata?limit_per_metric=x",
                        "GET api/v1/targets/metadata?limit=x",
                        "GET api/v1/targets/metadata?match_target=(",
                        "GET api/v1/rules?type=x",
                        "GET api/v1/rules?exclude_alerts=x",
                        "GET api/v1/rules?group_next_token=x",
                        "GET api/v1/rules?group_limit=x",
                        "GET api/v1/rules?group_limit=0",
                        "GET api/v1/rules?match%5B%5D=(",
                        "GET api/v1/status/tsdb?limit=x",
                        "POST api/v1/admin/tsdb/delete_series",
                        "POST api/v1/admin/tsdb/delete_series?match%5B%5D=(",
                        "POST api/v1/admin/tsdb/delete_series?match%5B%5D=up&start=x",
                        "POST api/v1/admin/tsdb/snapshot?skip_head=x",
                        "POST api/v1/status/flags",
                        "GET api/v1/nothing",
                        "OPTIONS api/v1/query",
                        "HEAD -/ready",
                        "GET -/quit",
                        "GET -/reload");
        String config = "scrape_configs: []\n";
        try (PeerServer prometheus =
                        PeerServer.prometheus(
                                folder,
                                config,
                                "--web.enable-admin-api",
                                "--web.enable-lifecycle");
                GnomonServer server =
                        GnomonServer.start(
                                folder.resolve("data"),
                                "--config.file="
                                        + Files.writeString(folder.resolve("none.yml"), config),
                                "--web.enable-admin-api",
                                "--web.enable-lifecycle")) {
            prometheus.await(
                    SOON, "ready", () -> prometheus.ask("GET", "-/ready").statusCode() == 200);
            List<String> differences = new ArrayList<>();
            for (String one : asked) {
                String[] parts = one.split(" ", 2);
                HttpResponse<String> theirs = prometheus.ask(parts[0], parts[1]);
                HttpResponse<String> ours =
                        server.send(
                                HttpRequest.newBuilder(server.base().resolve(parts[1]))
                                        .method(parts[0], HttpRequest.BodyPublishers.noBody()));
                if (!kind(theirs).equals(kind(ours))) {
                    differences.add(
                            URLDecoder.decode(one, StandardCharsets.UTF_8)
                                    + "\n  theirs "
                                    + kind(theirs)
                                    + " "
                                    + theirs.body().strip()
                                    + "\n  ours   "
                                    + kind(ours)
                                    + " "
                                    + ours.body().strip());
                }
            }
            assertEquals("", String.join("\n", differences));
            assertEquals(asked.size(), new HashSet<>(asked).size());
        }
    }

    private static String kind(HttpResponse<String> answer) {
        try {
            return answer.statusCode() + " " + JSON.readTree(answer.body()).path("errorType");
        } catch (JsonProcessingException text) {
            return answer.statusCode() + " ";
        }
    }
}
