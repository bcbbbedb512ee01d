package io.gnomon.discovery.polling;

import io.gnomon.model.labels.Labels;
import io.gnomon.spi.discovery.TargetGroup;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Collects the labels of one target. A label with an empty value is no label. */
public final class Target {
    private static final String ADDRESS = "__address__";

    private final Labels.Builder labels = Labels.builder();
    private final String prefix;

    private Target(String prefix) {
        this.prefix = "__meta_" + prefix + "_";
    }

    /**
     * A target without labels.
     *
     * @param prefix between {@code __meta_} and the names of its labels
     */
    public static Target of(String prefix) {
        return new Target(prefix);
    }

    public Target address(String host, long port) {
        return address(hostPort(host, port));
    }

    public Target address(String address) {
        return label(ADDRESS, address);
    }

    /** Sets a label that has no prefix. */
    public Target label(String name, String value) {
        labels.set(name, value);
        return this;
    }

    /** Sets the label {@code __meta_PREFIX_NAME}. */
    public Target set(String name, String value) {
        return label(prefix + name, value);
    }

    /** Sets a label to values with a comma before, between and after them; none for none. */
    public Target list(String name, Collection<String> values) {
        return list(name, ",", values);
    }

    /** As {@link #list(String, Collection)}, with a separator. */
    public Target list(String name, String separator, Collection<String> values) {
        return values.isEmpty()
                ? this
                : set(name, separator + String.join(separator, values) + separator);
    }

    /** Sets a label for what has a name that a user chose; see {@link #sanitized}. */
    public Target named(String name, String users, String value) {
        return set(name + "_" + sanitized(users), value);
    }

    /**
     * Sets {@code NAME_KEY} to the value and {@code NAMEpresent_KEY} to true, as the peers do for
     * labels and annotations, so that an empty value can be told from none.
     */
    public Target present(String name, String users, String value) {
        return named(name, users, value).named(name + "present", users, "true");
    }

    public Labels build() {
        return labels.build();
    }

    /** Sets a label for each entry; see {@link #named}. */
    public Target all(String name, Map<String, Json> entries) {
        entries.forEach((key, value) -> named(name, key, value.text()));
        return this;
    }

    /** Host and port, IPv6 addresses in brackets. */
    public static String hostPort(String host, long port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** With an underscore for each character that a label name cannot have. */
    public static String sanitized(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    /** The only group of a discovery, whose targets have no labels in common. */
    public static List<TargetGroup> group(String source, List<Labels> targets) {
        return List.of(new TargetGroup(source, List.copyOf(targets), Labels.EMPTY));
    }
}
