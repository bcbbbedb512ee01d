/** Users, sessions, API tokens and the users of web.yml. */
@NullMarked
package io.gnomon.platform.core.http.internal.login;

import org.jspecify.annotations.NullMarked;
