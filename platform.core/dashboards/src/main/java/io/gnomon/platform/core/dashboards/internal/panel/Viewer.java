package io.gnomon.platform.core.dashboards.internal.panel;

import io.gnomon.platform.core.dashboards.PanelRunner.Access;

/**
 * Who looks at a dashboard.
 *
 * @param maxAgeMillis how old answers may be that others have asked for
 */
record Viewer(Variables variables, Access access, long maxAgeMillis) {
    /** The same without the choice of labels that aggregations keep, which is for panels alone. */
    Viewer ungrouped() {
        return new Viewer(variables.ungrouped(), access, maxAgeMillis);
    }
}
