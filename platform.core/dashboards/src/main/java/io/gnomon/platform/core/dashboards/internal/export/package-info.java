/** Answers of panels as files: tables of comma separated values, and pictures. */
@NullMarked
package io.gnomon.platform.core.dashboards.internal.export;

import org.jspecify.annotations.NullMarked;
