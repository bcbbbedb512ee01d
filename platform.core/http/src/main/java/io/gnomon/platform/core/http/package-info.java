/** HTTP interfaces, login and roles. */
@NullMarked
package io.gnomon.platform.core.http;

import org.jspecify.annotations.NullMarked;
