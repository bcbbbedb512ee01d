package io.gnomon.platform.core.config.internal.load;

import io.gnomon.platform.core.config.AlertmanagerConfig;
import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.SigV4Config;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code alerting} as it is written. */
record AlertingSection(
        List<RelabelConfig> alertRelabelConfigs, List<AlertmanagerSection> alertmanagers) {

    boolean isEmpty() {
        return alertRelabelConfigs.isEmpty() && alertmanagers.isEmpty();
    }

    /**
     * An entry of {@code alertmanagers} as it is written.
     *
     * @param sections the {@code *_sd_configs}, and keys that are unknown
     */
    record AlertmanagerSection(
            @Default("http") String scheme,
            @Default("") String pathPrefix,
            @Default("10s") Duration timeout,
            @Default("v2") String apiVersion,
            @Inline HttpSettings http,
            @Nullable SigV4Config sigv4,
            List<ScrapeSection.StaticSection> staticConfigs,
            List<RelabelConfig> relabelConfigs,
            List<RelabelConfig> alertRelabelConfigs,
            @Inline Map<String, SettingsNode> sections) {
        AlertmanagerSection {
            if (!apiVersion.equals("v2")) {
                throw new IllegalArgumentException(
                        "expected Alertmanager api version to be one of [v2] but got "
                                + apiVersion);
            }
            if (sigv4 != null
                    && (http.basicAuth() != null
                            || http.authorization() != null
                            || http.oauth2() != null)) {
                throw new IllegalArgumentException(
                        "at most one of basic_auth, authorization, oauth2, & sigv4 must be"
                                + " configured");
            }
        }

        /**
         * The entry with its discoveries.
         *
         * @throws IllegalArgumentException when a target is no address
         */
        AlertmanagerConfig resolve(List<DiscoveryConfig> discoveries) {
            return new AlertmanagerConfig(
                    scheme,
                    pathPrefix,
                    timeout,
                    http,
                    sigv4,
                    StaticTargets.groups(staticConfigs, relabelConfigs.isEmpty()),
                    discoveries,
                    relabelConfigs,
                    alertRelabelConfigs);
        }
    }
}
