/**
 * The Alertmanager inside. Start with {@link io.gnomon.platform.core.alerting.Alertmanager}; the
 * button "send test" is {@link io.gnomon.platform.core.alerting.ChannelTests}, what happened is
 * told by {@link io.gnomon.platform.core.alerting.AlertHistory}.
 */
@Export
@Version("1.4.0")
@NullMarked
package io.gnomon.platform.core.alerting;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
