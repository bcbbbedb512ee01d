/** The data source "gnomon". */
@NullMarked
package io.gnomon.datasources.gnomon.internal;

import org.jspecify.annotations.NullMarked;
