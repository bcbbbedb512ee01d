package io.gnomon.platform.core.database;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Encrypts what must not lie open in the database; an OSGi service. The key is the file {@code
 * secrets.key} of the data directory, which only the server's user may read: a copied database
 * alone gives nothing away. Any thread.
 */
@ProviderType
public interface Secrets {
    /**
     * Encrypts a text.
     *
     * @param place what it belongs to, such as "datasource/abc": it can be opened there only
     */
    byte[] seal(String text, String place);

    /**
     * Decrypts a text.
     *
     * @throws DatabaseException when it was sealed for another place or with another key
     */
    String open(byte[] sealed, String place);
}
