package org.borderledger.database;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The passwords of the three roles, random for each database. */
record Passwords(String superuser, String owner, String reader) {
    private static final int BYTES = 24;

    static Passwords read(DataFolder folder) throws IOException {
        Path file = folder.passwords();
        if (Files.notExists(file)) {
            throw new DatabaseUnavailable("The passwords of the database are gone: put " + file
                    + " back, or move the folder " + folder.root() + " away to begin anew.");
        }
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        return new Passwords(
                get(properties, "superuser", file), get(properties, "owner", file), get(properties, "reader", file));
    }

    /** Written before the database is made, so that no database ever stands there without its passwords. */
    static Passwords readOrCreate(DataFolder folder) throws IOException {
        if (Files.notExists(folder.passwords())) {
            var random = new SecureRandom();
            DataFolder.writePrivately(
                    folder.passwords(),
                    "# Passwords of the roles of this database. Whoever can read this file can change every figure.\n"
                            + "superuser=" + next(random) + "\nowner=" + next(random) + "\nreader=" + next(random)
                            + "\n");
        }
        return read(folder);
    }

    private static String next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static String get(Properties properties, String name, Path file) {
        String value = properties.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new DatabaseUnavailable("The password '" + name + "' is missing from " + file + ": put it back.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Passwords[hidden]";
    }
}
