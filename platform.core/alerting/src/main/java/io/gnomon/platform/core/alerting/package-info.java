/**
 * The Alertmanager inside. Start with {@link io.gnomon.platform.core.alerting.Alertmanager}; the
 * button "send test" is {@link io.gnomon.platform.core.alerting.ChannelTests}.
 */
@Export
@Version("1.2.0")
@NullMarked
package io.gnomon.platform.core.alerting;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
