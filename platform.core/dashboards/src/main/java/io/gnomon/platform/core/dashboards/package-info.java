/**
 * Dashboards, data sources, running a panel: what the HTTP room puts on the network. JSON goes in
 * and out as text in the forms of docs/guide/gnomon-api.md. Start with {@link
 * io.gnomon.platform.core.dashboards.DashboardStore}, {@link
 * io.gnomon.platform.core.dashboards.PanelRunner} and {@link
 * io.gnomon.platform.core.dashboards.DataSources}.
 */
@Export
@Version("1.4.0")
@NullMarked
package io.gnomon.platform.core.dashboards;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
