/** Sub-commands on scrape configs; see decision 0028. */
@NullMarked
package io.gnomon.platform.core.scrape.internal.tools;

import org.jspecify.annotations.NullMarked;
