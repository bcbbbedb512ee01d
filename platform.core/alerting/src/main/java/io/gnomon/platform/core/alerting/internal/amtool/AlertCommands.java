package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.platform.core.alerting.internal.amtool.AlertmanagerClient.Parameter;
import io.gnomon.spi.settings.SettingsNode.Entry;

import java.util.ArrayList;
import java.util.List;

/** {@code alert query} and {@code alert add}. */
final class AlertCommands {
    private static final List<String> STATES =
            List.of("active", "inhibited", "silenced", "unprocessed");

    private final Arguments arguments;
    private final AlertmanagerClient client;

    AlertCommands(Arguments arguments, AlertmanagerClient client) {
        this.arguments = arguments;
        this.client = client;
    }

    void query(Output output) throws AmtoolFailure {
        boolean any = STATES.stream().anyMatch(arguments::is);
        List<Parameter> parameters = new ArrayList<>();
        for (String state : STATES) {
            boolean shown = arguments.is(state) || (!any && state.equals("active"));
            parameters.add(new Parameter(state, Boolean.toString(shown)));
        }
        arguments.matchers().forEach(each -> parameters.add(new Parameter("filter", each)));
        if (!arguments.get("receiver").isEmpty()) {
            parameters.add(new Parameter("receiver", arguments.get("receiver")));
        }
        output.alerts(client.alerts(parameters));
    }

    void add() throws AmtoolFailure {
        List<Entry> alert = new ArrayList<>();
        alert.add(
                Json.entry("labels", Json.texts(arguments.pairs(arguments.matchers(), "labels"))));
        alert.add(
                Json.entry(
                        "annotations",
                        Json.texts(arguments.pairs(arguments.all("annotation"), "annotations"))));
        if (!arguments.get("generator-url").isEmpty()) {
            alert.add(Json.entry("generatorURL", Json.text(arguments.get("generator-url"))));
        }
        if (arguments.isGiven("start")) {
            alert.add(Json.entry("startsAt", Json.text(arguments.time("start").toString())));
        }
        if (arguments.isGiven("end")) {
            alert.add(Json.entry("endsAt", Json.text(arguments.time("end").toString())));
        }
        client.add(Json.list(List.of(Json.object(alert.toArray(new Entry[0])))));
    }
}
