/**
 * What others may see of scraping: {@link io.gnomon.platform.core.scrape.TargetsView}, a read-only
 * view of scrape pools, targets and their metadata. {@link
 * io.gnomon.platform.core.scrape.TargetDiscovery} finds targets for others.
 */
@Export
@Version("1.3.0")
@NullMarked
package io.gnomon.platform.core.scrape;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
