package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.alerting.internal.amtool.AlertmanagerClient.Parameter;
import io.gnomon.spi.settings.SettingsNode;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code silence query}. */
final class SilenceQuery {
    private final Arguments arguments;
    private final AlertmanagerClient client;
    private final PrintWriter out;

    SilenceQuery(Arguments arguments, AlertmanagerClient client, PrintWriter out) {
        this.arguments = arguments;
        this.client = client;
        this.out = out;
    }

    void run(Output output) throws AmtoolFailure {
        List<Parameter> filters =
                arguments.matchers().stream().map(each -> new Parameter("filter", each)).toList();
        Instant now = Instant.now();
        List<SettingsNode> shown = new ArrayList<>();
        for (SettingsNode silence : client.silences(filters)) {
            if (isAskedFor(silence, now)) {
                shown.add(silence);
            }
        }
        if (arguments.is("quiet")) {
            shown.forEach(silence -> out.println(Json.text(silence, "id")));
        } else {
            output.silences(shown);
        }
    }

    private boolean isAskedFor(SettingsNode silence, Instant now) throws AmtoolFailure {
        boolean expired = arguments.is("expired");
        Instant end = Output.instant(silence, "endsAt");
        Duration within = Duration.ofMillis(Durations.parseMillis(arguments.get("within", "0")));
        boolean inTime =
                within.isZero()
                        || (expired
                                ? !end.isBefore(now.minus(within))
                                : !end.isAfter(now.plus(within)));
        return end.isBefore(now) == expired
                && inTime
                && isOrAny("created-by", Json.text(silence, "createdBy"))
                && isOrAny("id", Json.text(silence, "id"));
    }

    private boolean isOrAny(String flag, String value) {
        return arguments.get(flag).isEmpty() || arguments.get(flag).equals(value);
    }
}
