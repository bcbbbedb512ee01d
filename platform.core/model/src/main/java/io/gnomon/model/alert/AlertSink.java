package io.gnomon.model.alert;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * Takes alerts from rules and from other servers, an OSGi service. May be called by any thread, may
 * overlap, does not block on delivery.
 */
@ProviderType
public interface AlertSink {
    /** Takes the present state of alerts; the same alert may come again and again. */
    void alerts(List<Alert> alerts);
}
