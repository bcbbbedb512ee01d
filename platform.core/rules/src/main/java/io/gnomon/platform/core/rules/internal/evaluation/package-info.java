/**
 * One evaluation of a group: rules, alerts and what they write. Start with {@link
 * io.gnomon.platform.core.rules.internal.evaluation.LiveGroup}.
 */
@NullMarked
package io.gnomon.platform.core.rules.internal.evaluation;

import org.jspecify.annotations.NullMarked;
