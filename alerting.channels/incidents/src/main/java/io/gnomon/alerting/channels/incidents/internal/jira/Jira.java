package io.gnomon.alerting.channels.incidents.internal.jira;

import io.gnomon.alerting.channels.posting.Answer;
import io.gnomon.alerting.channels.posting.Exchange;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.GroupKey;
import io.gnomon.alerting.channels.posting.Json;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Keeps an issue of Jira for each group of alerts, found by a label with the hash of the group's
 * key: opened when it fires, written again while it does, moved by transitions.
 */
record Jira(JiraSettings settings, Poster poster) implements Posting {
    private static final Map<String, String> HEADERS = Map.of("accept-language", "en");

    /** A call that was not answered with 2xx. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Delivery delivery;

        Failed(Delivery delivery) {
            this.delivery = delivery;
        }
    }

    @Override
    public Delivery send(Notification notification) throws Exception {
        boolean firing = notification.status().equals("firing");
        String label = "ALERT{" + GroupKey.hash(notification) + "}";
        Calls calls = new Calls(poster.within(notification), settings.apiUrl());
        try {
            Json issue = existing(calls, notification, label, firing);
            if (issue == null && !firing) {
                return new Delivery.Delivered();
            }
            Fields body = JiraIssue.of(settings, notification, label, issue != null);
            if (issue == null) {
                Json _ = calls.send("create the issue", "POST", "issue", body);
            } else {
                String path = "issue/" + issue.text("key");
                Json _ = calls.send("change the issue", "PUT", path, body);
                move(calls, issue, firing);
            }
            return new Delivery.Delivered();
        } catch (Failed e) {
            return e.delivery;
        }
    }

    /** The issue of the group that is open, or was closed a short while ago. */
    private @Nullable Json existing(
            Calls calls, Notification notification, String label, boolean firing) throws Exception {
        long minutes = settings.reopenDuration().toMinutes();
        String wontFix = settings.wontFixResolution();
        String query =
                (wontFix.isEmpty()
                                ? ""
                                : "(resolution is EMPTY or resolution != "
                                        + quoted(wontFix)
                                        + ") and ")
                        + (firing && !settings.reopenTransition().isEmpty() && minutes > 0
                                ? "(resolutiondate is EMPTY OR resolutiondate >= -"
                                        + minutes
                                        + "m) and "
                                : "statusCategory != Done and ")
                        + "project="
                        + quoted(notification.text(settings.project()))
                        + " and labels="
                        + quoted(label)
                        + " order by status ASC,resolutiondate DESC";
        Fields search =
                new Fields()
                        .put("fields", List.of("status"))
                        .put("jql", query)
                        .put("maxResults", 2);
        List<Json> found =
                calls.send("look up existing issues", "POST", searchPath(), search).items("issues");
        return found.isEmpty() ? null : found.get(0);
    }

    /** Jira Cloud has another search than Jira Data Center. */
    private String searchPath() {
        String host = String.valueOf(URI.create(settings.apiUrl()).getHost());
        boolean cloud =
                settings.apiType().equals("cloud")
                        || (settings.apiType().equals("auto") && host.endsWith("atlassian.net"));
        return cloud ? "search/jql" : "search";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void move(Calls calls, Json issue, boolean firing) throws Exception {
        boolean done = issue.text("fields", "status", "statusCategory", "key").equals("done");
        String wanted = firing ? settings.reopenTransition() : settings.resolveTransition();
        if (done != firing || wanted.isEmpty()) {
            return;
        }
        String path = "issue/" + issue.text("key") + "/transitions";
        for (Json transition :
                calls.send("look up transitions", "GET", path, null).items("transitions")) {
            if (transition.text("name").equals(wanted)) {
                Fields body =
                        new Fields()
                                .put("transition", new Fields().put("id", transition.text("id")));
                Json _ = calls.send("move the issue", "POST", path, body);
                return;
            }
        }
        throw new Failed(
                new Delivery.Refused(
                        "can't find transition " + wanted + " for issue " + issue.text("key")));
    }

    private record Calls(Exchange exchange, String base) {
        /**
         * A call.
         *
         * @param what for the reason when it fails
         */
        Json send(String what, String method, String path, @Nullable Fields body) throws Exception {
            String url = Urls.join(base, path);
            Answer answer =
                    exchange.send(
                            method,
                            path.equals("search/jql")
                                    ? url.replaceFirst("/rest/api/2/", "/rest/api/3/")
                                    : url,
                            HEADERS,
                            body == null ? new byte[0] : Json.bytes(body),
                            "application/json");
            if (answer.isOk()) {
                return answer.body().length == 0 ? Json.NONE : answer.json();
            }
            throw new Failed(
                    switch (answer.delivery()) {
                        case Delivery.Retry(String reason) ->
                                new Delivery.Retry("failed to " + what + ": " + reason);
                        case Delivery.Refused(String reason) ->
                                new Delivery.Refused("failed to " + what + ": " + reason);
                        case Delivery.Delivered delivered -> delivered;
                    });
        }
    }
}
