package io.gnomon.exporters.collecting;

import java.util.List;
import java.util.Map;

/**
 * Which collectors are switched on.
 *
 * @param enabled names of those to run besides the default ones
 * @param disabled names of those not to run, whatever else is said
 * @param disableDefaults run only those that are enabled
 */
public record Switches(List<String> enabled, List<String> disabled, boolean disableDefaults) {
    /**
     * The names that are on, in the order of {@code all}.
     *
     * @param all the collectors that there are, with whether they run by default
     * @throws IllegalArgumentException when a collector is named that does not exist
     */
    public List<String> on(Map<String, Boolean> all) {
        check("enabled_collectors", enabled, all);
        check("disabled_collectors", disabled, all);
        return all.entrySet().stream()
                .filter(c -> enabled.contains(c.getKey()) || (c.getValue() && !disableDefaults))
                .map(Map.Entry::getKey)
                .filter(name -> !disabled.contains(name))
                .toList();
    }

    private static void check(String setting, List<String> names, Map<String, Boolean> all) {
        for (String name : names) {
            if (!all.containsKey(name)) {
                throw new IllegalArgumentException(
                        setting
                                + ": no collector is named \""
                                + name
                                + "\"; there are "
                                + String.join(", ", all.keySet()));
            }
        }
    }
}
