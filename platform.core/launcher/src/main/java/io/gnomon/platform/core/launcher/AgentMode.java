package io.gnomon.platform.core.launcher;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code --agent} makes of the other flags: an agent is a server that keeps little, in a
 * folder of its own. Which flags belong to which of the two is prometheus/prometheus,
 * cmd/prometheus/main.go.
 */
final class AgentMode {
    private static final String AGENT = "agent";
    private static final String OF_AGENTS = "storage.agent.";
    private static final List<String> OF_SERVERS =
            List.of("storage.tsdb.", "storage.remote.read-", "rules.", "alertmanager.", "query.");

    private AgentMode() {}

    /**
     * In agent mode the flags of the store become those of the agent's store.
     *
     * @param given names of the flags that stand on the command line
     * @throws IllegalArgumentException when one of them is of the other mode
     */
    static void apply(Set<String> given, Map<String, String> values) {
        boolean agent = "true".equals(values.get(AGENT));
        for (String flag : given) {
            if (agent && OF_SERVERS.stream().anyMatch(flag::startsWith)) {
                throw new IllegalArgumentException("--" + flag + " cannot be used with --agent");
            }
            if (!agent && flag.startsWith(OF_AGENTS)) {
                throw new IllegalArgumentException("--" + flag + " can only be used with --agent");
            }
        }
        if (agent) {
            move("path", "path", values);
            move("retention.max-time", "retention.time", values);
            move("no-lockfile", "no-lockfile", values);
        }
    }

    private static void move(String ofAgents, String ofServers, Map<String, String> values) {
        String value = values.get(OF_AGENTS + ofAgents);
        if (value != null) {
            values.put("storage.tsdb." + ofServers, value);
        }
    }
}
