/**
 * Rule files as they are written: groups of recording and alerting rules. Start with {@link
 * io.gnomon.platform.core.config.rules.RuleFile}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.core.config.rules;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
