/** Sub-commands on the text of queries; see decision 0028. */
@NullMarked
package io.gnomon.platform.promql.internal.tools;

import org.jspecify.annotations.NullMarked;
