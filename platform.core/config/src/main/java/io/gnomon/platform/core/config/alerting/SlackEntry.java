package io.gnomon.platform.core.config.alerting;

import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The two ways in which Slack is reached: an incoming webhook's URL, or the token of an app and the
 * URL of Slack's interface. An entry ends up with one of them.
 */
final class SlackEntry {
    private static final Taken TOKEN = Taken.valueOrFile("app_token", "slack_app_token");
    private static final Taken URL = Taken.valueOrFile("api_url", "slack_api_url");

    /** What an entry may take from {@code global}. */
    static final List<Taken> TAKEN = List.of(TOKEN, URL);

    private static final String USUAL_APP_URL = "https://slack.com/api/chat.postMessage";

    private SlackEntry() {}

    /** A token and a URL in {@code global} exclude each other, unless it is that of the app. */
    static void checkGlobal(SettingsNode global, List<Problem> problems) {
        TOKEN.checkGlobal(global, problems);
        URL.checkGlobal(global, problems);
        Entry url = Nodes.given(global, "slack_api_url");
        Entry file = Nodes.given(global, "slack_api_url_file");
        // In a file that was printed back nobody knows.
        boolean otherUrl =
                url != null
                        && !text(url).equals(appUrl(global))
                        && !text(url).equals(ChannelType.HIDDEN);
        if (TOKEN.isInGlobal(global) && (otherUrl || file != null)) {
            SettingsNode where =
                    url == null ? Nodes.child(global, "slack_api_url_file") : url.value();
            problems.add(
                    new Problem(
                            "",
                            where.position(),
                            "at most one of slack_app_token/slack_app_token_file &"
                                    + " slack_api_url/slack_api_url_file must be configured"));
        }
    }

    private static String appUrl(SettingsNode global) {
        Entry given = Nodes.given(global, "slack_app_url");
        return given == null ? USUAL_APP_URL : text(given);
    }

    private static String text(Entry entry) {
        return entry.value() instanceof Scalar scalar ? scalar.text() : "";
    }

    /**
     * Adds what an entry takes from {@code global}.
     *
     * @param written the entry as it stands in the file
     * @param into gets what is added, and has the http_config that counts
     */
    static void complete(
            Mapping written, SettingsNode global, List<Entry> into, List<Problem> problems) {
        boolean ownUrl = URL.isIn(written);
        boolean ownAuthorization = authorization(Nodes.entry(written, "http_config"));
        boolean token = TOKEN.isIn(written);
        if (!token && !ownUrl && !ownAuthorization) {
            token = TOKEN.take(global, written, into);
        }
        boolean url = ownUrl || (!token && URL.take(global, written, into));
        if (!token && !url) {
            problems.add(
                    new Problem(
                            "",
                            written.position(),
                            "no Slack API URL nor App token set either inline or in a file"));
        }
        boolean authorization =
                into.stream().anyMatch(e -> e.key().equals("http_config") && authorization(e));
        if (token && authorization) {
            problems.add(
                    new Problem(
                            "",
                            written.position(),
                            "http authorization can't be set when using Slack App tokens"));
        }
    }

    private static boolean authorization(@Nullable Entry http) {
        return http != null && Nodes.given(http.value(), "authorization") != null;
    }
}
