/**
 * How requests prove who sends them to clouds: signatures of Amazon and Oracle, tokens of Microsoft
 * and Google. Decision 0109.
 */
@NullMarked
package io.gnomon.platform.core.httpclient.internal.signing;

import org.jspecify.annotations.NullMarked;
