/**
 * What other programs send to this server and read from it in bulk: {@link
 * io.gnomon.platform.core.remote.RemoteProtocols}. HTTP is the business of {@code
 * platform.core.http}, which hands over headers and bodies.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.gnomon.platform.core.remote;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
