package io.gnomon.platform.core.alerting.internal.sending;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.AlertmanagerConfig;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.spi.discovery.TargetGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the Alertmanagers of one entry are, each address once.
 *
 * @param dropped by relabelling
 */
record AlertmanagerTargets(Set<URI> active, Set<URI> dropped) {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerTargets.class);
    private static final String ADDRESS = "__address__";
    private static final String SCHEME = "__scheme__";
    private static final String PATH = "__alerts_path__";

    /** Targets of groups after relabelling; what is no address is logged and left out. */
    static AlertmanagerTargets of(
            AlertmanagerConfig config, ValidationScheme names, List<TargetGroup> groups) {
        Set<URI> active = new LinkedHashSet<>();
        Set<URI> dropped = new LinkedHashSet<>();
        for (TargetGroup group : groups) {
            for (Labels target : group.targets()) {
                Labels.Builder labels = group.labels().toBuilder();
                for (int i = 0; i < target.size(); i++) {
                    labels.set(target.name(i), target.value(i));
                }
                labels.set(SCHEME, config.scheme());
                labels.set(PATH, path(config.pathPrefix()));
                Labels before = labels.build();
                boolean kept = Relabeling.apply(config.relabelConfigs(), names, labels);
                Set<URI> to = kept ? active : dropped;
                try {
                    to.add(url(kept ? labels.build() : before));
                } catch (URISyntaxException e) {
                    LOG.error("an Alertmanager is left out: {}", e.getMessage());
                }
            }
        }
        active.forEach(dropped::remove);
        return new AlertmanagerTargets(active, dropped);
    }

    private static String path(String prefix) {
        return ("/" + prefix + "/api/v2/alerts").replaceAll("/+", "/");
    }

    private static URI url(Labels labels) throws URISyntaxException {
        if (!labels.has(ADDRESS) || labels.get(ADDRESS).contains("/")) {
            throw new URISyntaxException(labels.get(ADDRESS), "not an address of an Alertmanager");
        }
        return new URI(labels.get(SCHEME) + "://" + labels.get(ADDRESS) + labels.get(PATH));
    }
}
