package io.gnomon.exporters.mysql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.spi.common.Secret;
import io.gnomon.spi.exporter.RequestRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class OptionFileTest {
    @TempDir Path folder;

    static MysqlSettings settings(String file) {
        return settings(file, 0);
    }

    static MysqlSettings settings(String file, int queryTimeout) {
        return new MysqlSettings(
                file,
                "localhost:3306",
                "",
                new Secret("from environment"),
                false,
                2,
                true,
                false,
                queryTimeout,
                2,
                0.25,
                List.of(),
                List.of(),
                MysqlSettings.DEFAULTS);
    }

    private Account account(String section, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("my.cnf"), text);
        return OptionFile.read(file, name -> "PW".equals(name) ? "s3cret" : "")
                .account(section, settings(file.toString()));
    }

    @Test
    void childSectionsInherit() throws Exception {
        String text =
                """
                # accounts
                [client]
                user = root
                password = "abc # d"
                host = server2
                [client.server1]
                user = test
                password = ${PW}
                """;
        Account client = account("client", text);
        assertEquals("abc # d", client.password().reveal());
        assertEquals("server2:3306", client.server());
        assertEquals("disable", client.sslMode());
        Account child = account("client.server1", text);
        assertEquals("test", child.user());
        assertEquals("s3cret", child.password().reveal());
        assertEquals("server2:3306", child.server());
    }

    @Test
    void transportSecurity() throws Exception {
        assertEquals("verify-full", account("a", "[a]\nuser=u\ntls=true").sslMode());
        assertEquals("prefer", account("a", "[a]\nuser=u\ntls=preferred").sslMode());
        assertEquals("trust", account("a", "[a]\nuser=u\ntls=skip-verify").sslMode());
        assertEquals("verify-full", account("a", "[a]\nuser=u\nssl-ca=/ca.pem").sslMode());
        Account own = account("a", "[a]\nuser=u\nssl-cert=/c.pem\nssl-key=/k.pem");
        assertEquals("verify-full", own.sslMode());
        assertEquals("/c.pem /k.pem", own.clientCertificate() + " " + own.clientKey());
        assertEquals(
                "TLSv1.2,TLSv1.3",
                account("a", "[a]\nuser=u\ntls-min-version=TLSv1.2\ntls-max-version=TLSv1.3")
                        .protocols());
    }

    @Test
    void sectionsThatAreNotValidAreRefused() {
        String noUser =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> account("a", "[a]\npassword=x"))
                                .getMessage());
        assertTrue(noUser.endsWith("[a]: no user specified in section or parent"), noUser);
        assertThrows(IllegalArgumentException.class, () -> account("a", "[a]\nuser=u\ntls=maybe"));
        String halfAKey =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> account("a", "[a]\nuser=u\nssl-key=k"))
                                .getMessage());
        assertTrue(halfAKey.endsWith("ssl-cert and ssl-key have to be given together"), halfAKey);
        assertTrue(
                String.valueOf(
                                assertThrows(
                                                IOException.class,
                                                () -> account("a", "[client]\nuser=u\n[a"))
                                        .getMessage())
                        .contains("my.cnf:3: "));
    }

    @Test
    void targetsCannotCarryOptionsOfTheDriver() throws Exception {
        Account account = account("client", "[client]\nuser=u\npassword=hidden");
        assertEquals("db.example:3307", account.at("db.example:3307").server());
        assertEquals("::1:3307", account.at("[::1]:3307").server());
        assertEquals("/run/my.sock", account.at("unix:///run/my.sock").server());
        for (String bad : List.of("db", "db:0x1", "db/?allowLocalInfile=true:3306", "a)(b:1")) {
            assertThrows(RequestRefused.class, () -> account.at(bad), bad);
        }
        assertFalse(account.toString().contains("hidden"));
        assertFalse(account.url().contains("hidden"));
    }
}
