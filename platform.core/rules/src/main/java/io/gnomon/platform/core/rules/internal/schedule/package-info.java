/**
 * When groups are evaluated, and which there are. Start with {@link
 * io.gnomon.platform.core.rules.internal.schedule.RuleGroups}.
 */
@NullMarked
package io.gnomon.platform.core.rules.internal.schedule;

import org.jspecify.annotations.NullMarked;
