package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonAlerting.GrowingRepeat;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.Receiver;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Receivers that gnomon.yml names are those of alertmanager.yml. */
final class ReceiverNames {
    private final Set<String> known;
    private final List<Problem> problems = new ArrayList<>();

    private ReceiverNames(AlertmanagerFile file) {
        known = file.receivers().stream().map(Receiver::name).collect(Collectors.toSet());
    }

    /**
     * Looks at all.
     *
     * @param gnomon what gnomon.yml says
     * @param warnings hears of a name without which nothing is lost
     * @throws SettingsException when an alert could not go up, because nobody has the name
     */
    static void check(
            SettingsNode gnomon,
            GnomonAlerting alerting,
            AlertmanagerFile file,
            Consumer<String> warnings)
            throws SettingsException {
        ReceiverNames names = new ReceiverNames(file);
        for (GrowingRepeat repeat : alerting.growingRepeats()) {
            if (!names.known.contains(repeat.receiver())) {
                warnings.accept(
                        "alerting.growing_repeats of gnomon.yml: there is no receiver \"%s\""
                                .formatted(repeat.receiver()));
            }
        }
        names.escalations(at(at(gnomon, "alerting"), "escalations"));
        if (!names.problems.isEmpty()) {
            throw new SettingsException(names.problems);
        }
    }

    private void escalations(SettingsNode list) {
        List<SettingsNode> escalations = items(list);
        for (int i = 0; i < escalations.size(); i++) {
            String path = "/alerting/escalations/" + i;
            name(path + "/receiver", at(escalations.get(i), "receiver"));
            List<SettingsNode> steps = items(at(escalations.get(i), "steps"));
            for (int step = 0; step < steps.size(); step++) {
                List<SettingsNode> to = items(at(steps.get(step), "to"));
                for (int j = 0; j < to.size(); j++) {
                    name(path + "/steps/" + step + "/to/" + j, to.get(j));
                }
            }
        }
    }

    private void name(String path, SettingsNode node) {
        if (node instanceof SettingsNode.Scalar scalar && !known.contains(scalar.text())) {
            problems.add(
                    new Problem(
                            path,
                            node.position(),
                            "alertmanager.yml has no receiver \"%s\"".formatted(scalar.text())));
        }
    }

    private static SettingsNode at(SettingsNode node, String key) {
        if (node instanceof SettingsNode.Mapping mapping) {
            for (SettingsNode.Entry entry : mapping.entries()) {
                if (entry.key().equals(key)) {
                    return entry.value();
                }
            }
        }
        return SettingsNode.empty();
    }

    private static List<SettingsNode> items(SettingsNode node) {
        return node instanceof SettingsNode.Sequence sequence ? sequence.items() : List.of();
    }
}
