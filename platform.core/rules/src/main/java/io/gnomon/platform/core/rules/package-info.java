/**
 * Recording and alerting rules. Start with {@link io.gnomon.platform.core.rules.RulesView}; alerts
 * go to every {@link io.gnomon.model.alert.AlertSink}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.core.rules;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
