package io.gnomon.spi.panel;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The Java half of a panel: what {@code host.call(method, body)} in the browser reaches. Register
 * it as an OSGi service from the panel's own bundle.
 */
@ConsumerType
public interface PanelCalls {
    /** Id of the panel in plugin.json. */
    String panel();

    /**
     * The role that a user needs for a method.
     *
     * @throws IllegalArgumentException when there is no such method
     */
    Role role(String method);

    /**
     * Answers a call. On a thread of the plugin's pool, calls overlap, each must be done within 30
     * s. A throw's message is shown to the user.
     *
     * @param jsonBody JSON text, "null" when none was sent
     * @return JSON text
     */
    String call(String method, String jsonBody) throws Exception;

    enum Role {
        VIEWER,
        EDITOR,
        ADMIN
    }
}
