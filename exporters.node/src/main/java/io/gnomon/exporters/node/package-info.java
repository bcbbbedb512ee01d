/** Host metrics. */
@NullMarked
package io.gnomon.exporters.node;

import org.jspecify.annotations.NullMarked;
