package io.gnomon.platform.core.alerting;

import org.osgi.annotation.versioning.ProviderType;

import java.net.URI;
import java.util.List;

/**
 * The Alertmanagers that alerts are sent to besides the alerting of this server, as they are now;
 * an OSGi service for the HTTP API. Any thread; nothing blocks.
 */
@ProviderType
public interface AlertmanagersView {
    /** Where alerts are posted. */
    List<URI> active();

    /** Where they would be posted, had relabelling not dropped the target. */
    List<URI> dropped();
}
