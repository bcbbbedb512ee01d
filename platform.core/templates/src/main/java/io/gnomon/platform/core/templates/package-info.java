/**
 * Go's templates as rules and notifications use them: {@link
 * io.gnomon.platform.core.templates.RuleTemplates} and {@link
 * io.gnomon.platform.core.templates.NotificationTemplates}. Decision 0117.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.core.templates;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
