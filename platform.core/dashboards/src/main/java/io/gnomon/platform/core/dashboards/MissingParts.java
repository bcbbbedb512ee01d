package io.gnomon.platform.core.dashboards;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * Tells what a dashboard asks for and this server does not have: panel types, transformations, data
 * sources, parts of PromQL. An OSGi service. Any thread.
 */
@ProviderType
public interface MissingParts {
    /**
     * One sentence for each part, with the panels that it concerns; empty when all is there.
     *
     * @param json a dashboard in the classic form
     * @throws RequestRefused INVALID when it is no JSON object
     */
    List<String> of(String json) throws RequestRefused;
}
