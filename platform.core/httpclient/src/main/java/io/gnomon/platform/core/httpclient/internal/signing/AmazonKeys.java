package io.gnomon.platform.core.httpclient.internal.signing;

/**
 * Keys for signatures of Amazon.
 *
 * @param sessionToken empty for keys that last
 */
record AmazonKeys(String id, String secret, String sessionToken) {}
