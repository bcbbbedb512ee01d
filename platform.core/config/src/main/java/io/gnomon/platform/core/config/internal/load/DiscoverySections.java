package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.internal.settings.UnknownKey;
import io.gnomon.spi.settings.SettingsException.Problem;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Mapping;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The {@code *_sd_configs} of a scrape config or of Alertmanagers. Prometheus's names are known
 * whether their plugin is here or not, so that a file of Prometheus loads; any other key is a
 * mistake.
 */
final class DiscoverySections {
    private static final String ENDING = "_sd_configs";

    /** Section names of Prometheus 3.14, from the list of its service discoveries. */
    private static final Set<String> KNOWN =
            Set.of(
                    "aws",
                    "azure",
                    "consul",
                    "digitalocean",
                    "dns",
                    "docker",
                    "dockerswarm",
                    "ec2",
                    "ecs",
                    "elasticache",
                    "eureka",
                    "file",
                    "gce",
                    "hetzner",
                    "http",
                    "ionos",
                    "kubernetes",
                    "kuma",
                    "lightsail",
                    "linode",
                    "marathon",
                    "msk",
                    "nerve",
                    "nomad",
                    "oci",
                    "openstack",
                    "outscale",
                    "ovhcloud",
                    "puppetdb",
                    "rds",
                    "scaleway",
                    "serverset",
                    "stackit",
                    "triton",
                    "uyuni",
                    "vultr");

    private DiscoverySections() {}

    /**
     * The sections among the keys that their owner itself does not know.
     *
     * @param keys the keys that it knows
     * @param problems gets the mistakes
     */
    static List<DiscoveryConfig> read(
            Mapping owner, Collection<String> others, List<String> keys, List<Problem> problems) {
        List<DiscoveryConfig> found = new ArrayList<>();
        for (Entry entry : owner.entries()) {
            if (!others.contains(entry.key())) {
                continue;
            }
            String name = entry.key().replaceAll(ENDING + "$", "");
            if (name.equals(entry.key()) || !KNOWN.contains(name)) {
                problems.add(
                        new Problem(
                                "/" + entry.key(),
                                entry.keyPosition(),
                                unknown(entry.key(), keys)));
            } else {
                section(name, entry, found, problems);
            }
        }
        return List.copyOf(found);
    }

    private static void section(
            String name, Entry entry, List<DiscoveryConfig> found, List<Problem> problems) {
        SettingsNode value = entry.value();
        if (value instanceof Scalar scalar && scalar.isNull()) {
            return;
        }
        if (!(value instanceof Sequence sequence)) {
            problems.add(
                    new Problem(
                            "/" + entry.key(), value.position(), entry.key() + " must be a list"));
            return;
        }
        for (SettingsNode item : sequence.items()) {
            if (item instanceof Mapping) {
                found.add(new DiscoveryConfig(name, item));
            } else {
                problems.add(
                        new Problem(
                                "/" + entry.key(),
                                item.position(),
                                "empty or null section in " + entry.key()));
            }
        }
    }

    private static String unknown(String key, List<String> keys) {
        List<String> sections = KNOWN.stream().sorted().map(name -> name + ENDING).toList();
        return UnknownKey.sentence(key, keys, sections, "Prometheus's *" + ENDING);
    }
}
