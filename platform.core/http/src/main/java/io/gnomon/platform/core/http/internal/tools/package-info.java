/** Sub-commands on files and servers of the HTTP interface; see decision 0028. */
@NullMarked
package io.gnomon.platform.core.http.internal.tools;

import org.jspecify.annotations.NullMarked;
