package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The same configuration, the same alerts and silences at the same moments: what an Alertmanager
 * tells its receivers, this server tells them too. Times of the routes are seconds instead of
 * minutes. Posts come a whole number of steps after the first one, each group's ticks lie in the
 * middle between them, and so does the end of each repeat_interval: neither a late tick nor a slow
 * post changes what comes before what, unless it is late by half a step.
 */
class BesideAlertmanagerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One group_interval; group_wait is half of it, repeat_interval three and a half. */
    private static final Duration STEP = Duration.ofSeconds(3);

    private static final String CONFIG =
            """
            route:
              receiver: rest
              group_by: [alertname]
              group_wait: 1500ms
              group_interval: 3s
              repeat_interval: 10500ms
              routes:
                - matchers: [severity="page"]
                  receiver: pager
                  continue: true
                  group_by: [alertname, instance]
                - matchers: ['team=~"db|web"']
                  receiver: teams
                  group_by: ['...']
                - matchers: [muted="yes"]
                  mute_time_intervals: [always]
                  receiver: muted
                - matchers: [quiet="yes"]
                  active_time_intervals: [long ago]
                  receiver: quiet
                - match: {old: "yes"}
                  match_re: {kind: "a|b"}
                  receiver: firing only
            inhibit_rules:
              - source_matchers: [alertname="HostDown"]
                target_matchers: [severity="warning"]
                equal: [instance]
            time_intervals:
              - name: always
                time_intervals: [{weekdays: ['sunday:saturday']}]
              - name: long ago
                time_intervals: [{years: ['1990']}]
            receivers:
              - name: rest
                webhook_configs: [{url: 'URL/rest'}]
              - name: pager
                webhook_configs: [{url: 'URL/pager'}, {url: 'URL/pager2', max_alerts: 1}]
              - name: teams
                webhook_configs: [{url: 'URL/teams'}]
              - name: muted
                webhook_configs: [{url: 'URL/muted'}]
              - name: quiet
                webhook_configs: [{url: 'URL/quiet'}]
              - name: firing only
                webhook_configs: [{url: 'URL/firing', send_resolved: false}]
            """;

    @TempDir private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void receiversHearTheSameFromBoth() throws Exception {
        try (LoopbackServer theirs = new LoopbackServer(asked -> Answer.json(200, "{}"));
                LoopbackServer ours = new LoopbackServer(asked -> Answer.json(200, "{}"));
                PeerServer peer = PeerServer.alertmanager(folder, config(theirs));
                GnomonServer server =
                        GnomonServer.start(
                                folder.resolve("data"),
                                "--gnomon.alertmanager.config-file="
                                        + Files.writeString(
                                                folder.resolve("alertmanager.yml"),
                                                config(ours)))) {
            script(List.of("http://" + peer.address(), server.base().toString()));
            assertEquals(told(theirs), told(ours), server.log());
            assertFalse(told(ours).isEmpty());
            assertFalse(server.log().contains("Exception"), server.log());
        }
    }

    private static String config(LoopbackServer receivers) {
        return CONFIG.replace("URL", receivers.uri("").toString());
    }

    /** Posts to both. */
    private void script(List<String> servers) throws Exception {
        long begin = System.nanoTime();
        post(
                servers,
                firing("Slow", "severity=page,instance=a,team=db"),
                firing("Slow", "severity=warning,instance=b"),
                firing("Slow", "severity=warning,instance=c"),
                firing("HostDown", "severity=page,instance=b"),
                firing("Muted", "muted=yes"),
                firing("Quiet", "quiet=yes"),
                firing("Old", "old=yes,kind=b"),
                firing("Old", "old=yes,kind=c"));
        until(1, begin);
        post(servers, firing("Slow", "severity=page,instance=d,team=web"));
        silence(servers, "Slow", "instance", "c");
        until(2, begin);
        post(
                servers,
                resolved("HostDown", "severity=page,instance=b"),
                resolved("Old", "old=yes,kind=b"),
                firing("Late", "severity=page,instance=a"));
        until(3, begin);
        post(servers, resolved("Slow", "severity=page,instance=a,team=db"));
        until(4, begin);
        post(
                servers,
                resolved("Slow", "severity=page,instance=d,team=web"),
                resolved("Late", "severity=page,instance=a"));
        until(6, begin);
    }

    /** Waits until so many steps have passed since the first post. */
    private static void until(int steps, long begin) throws InterruptedException {
        // The two servers are compared in what they do in this time: there is no condition to
        // await.
        long left = begin + STEP.multipliedBy(steps).toNanos() - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(left);
    }

    private static String firing(String name, String labels) {
        return alert(name, labels, "");
    }

    private static String resolved(String name, String labels) {
        return alert(name, labels, ",\"endsAt\":\"" + Instant.now().minusMillis(1) + "\"");
    }

    private static String alert(String name, String labels, String end) {
        StringBuilder json = new StringBuilder("{\"labels\":{\"alertname\":\"" + name + "\"");
        for (String label : labels.split(",", -1)) {
            String[] pair = label.split("=", 2);
            json.append(",\"%s\":\"%s\"".formatted(pair[0], pair[1]));
        }
        return json
                + "},\"annotations\":{\"summary\":\"%s of %s\"}".formatted(name, labels)
                + ",\"generatorURL\":\"http://example.org/%s\"".formatted(name)
                + end
                + "}";
    }

    private void post(List<String> servers, String... alerts) throws Exception {
        send(servers, "/api/v2/alerts", "[" + String.join(",", alerts) + "]");
    }

    private void silence(List<String> servers, String alertname, String label, String value)
            throws Exception {
        String matcher = "{\"name\":\"%s\",\"value\":\"%s\",\"isRegex\":false,\"isEqual\":true}";
        send(
                servers,
                "/api/v2/silences",
                "{\"matchers\":[%s,%s],\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"createdBy\":\"me\",\"comment\":\"quiet\"}"
                        .formatted(
                                matcher.formatted("alertname", alertname),
                                matcher.formatted(label, value),
                                Instant.now(),
                                Instant.now().plusSeconds(3600)));
    }

    private void send(List<String> servers, String path, String body) throws Exception {
        for (String server : servers) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(server).resolve(path))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), server + path + ": " + answer.body());
        }
    }

    /**
     * What came to each path for each group, in order, without times and the address of who tells.
     */
    private static Map<String, List<String>> told(LoopbackServer receivers) throws IOException {
        Map<String, List<String>> told = new TreeMap<>();
        for (Asked asked : receivers.asked()) {
            JsonNode message = JSON.readTree(asked.body());
            TreeSet<String> alerts = new TreeSet<>();
            for (JsonNode alert : message.path("alerts")) {
                alerts.add(
                        alert.path("status").asText()
                                + alert.path("labels")
                                + alert.path("annotations")
                                + alert.path("generatorURL").asText()
                                + alert.path("fingerprint").asText());
            }
            told.computeIfAbsent(
                            asked.uri().getPath() + " " + message.path("groupKey").asText(),
                            key -> new ArrayList<>())
                    .add(
                            "\n  %s %s %s %s %s +%s %s"
                                    .formatted(
                                            message.path("status").asText(),
                                            message.path("receiver").asText(),
                                            message.path("groupLabels"),
                                            message.path("commonLabels"),
                                            message.path("commonAnnotations"),
                                            message.path("truncatedAlerts").asText(),
                                            alerts));
        }
        return told;
    }
}
