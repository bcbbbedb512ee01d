@NullMarked
package io.gnomon.platform.core.http.internal.login;

import org.jspecify.annotations.NullMarked;
