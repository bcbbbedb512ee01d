/**
 * Alertmanager's configuration file as it is written: routes, receivers, inhibition, time
 * intervals. Start with {@link io.gnomon.platform.core.config.alerting.AlertmanagerFile}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.core.config.alerting;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
