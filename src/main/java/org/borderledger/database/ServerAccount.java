package org.borderledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who runs PostgreSQL, which refuses root. An ordinary user runs it as it is. Root looks like nobody from inside a user
 * namespace while it keeps owning its files; where namespaces are not allowed, another user gets the data and runs it.
 *
 * @param prefix what to put before a command
 * @param user the other user, who has to own the data
 */
record ServerAccount(List<String> prefix, Optional<UserPrincipal> user) {
    private static final String ROOT = "0";

    static ServerAccount of(DataFolder folder) throws IOException {
        var self = new ServerAccount(List.of(), Optional.empty());
        if (!self.userId().equals(Optional.of(ROOT))) {
            return self;
        }
        // Data that an ordinary user made stays theirs, or one start by root would lock them out.
        Path data = folder.data();
        if (Files.exists(data)
                && !Files.getAttribute(data, "unix:uid").toString().equals(ROOT)) {
            UserPrincipal maker = Files.getOwner(data);
            return as(maker.getName(), folder)
                    .orElseThrow(() -> new DatabaseUnavailable("PostgreSQL refuses to run as root, and " + data
                            + " belongs to the user " + maker.getName() + ": start as that user."));
        }
        var namespace = new ServerAccount(List.of("unshare", "-U"), Optional.empty());
        if (namespace.unprivileged()) {
            return namespace;
        }
        for (String name : List.of("postgres", "nobody")) {
            Optional<ServerAccount> account = as(name, folder);
            if (account.isPresent()) {
                return account.get();
            }
        }
        throw new DatabaseUnavailable("PostgreSQL refuses to run as root; 'unshare -U' is not allowed here, and neither"
                + " 'postgres' nor 'nobody' can be used by 'runuser' and enter " + folder.root()
                + ": start as an ordinary user, or choose a data folder that every user may enter.");
    }

    private static Optional<ServerAccount> as(String name, DataFolder folder) throws IOException {
        var account = new ServerAccount(List.of("runuser", "-u", name, "--"), Optional.empty());
        List<String> enter = account.command(List.of("ls", "-d", folder.root() + "/."));
        if (!account.unprivileged() || ServerPrograms.output(enter).isEmpty()) {
            return Optional.empty();
        }
        var users = folder.root().getFileSystem().getUserPrincipalLookupService();
        return Optional.of(new ServerAccount(account.prefix(), Optional.of(users.lookupPrincipalByName(name))));
    }

    private boolean unprivileged() {
        return userId().filter(id -> !id.equals(ROOT)).isPresent();
    }

    private Optional<String> userId() {
        return ServerPrograms.output(command(List.of("id", "-u")));
    }

    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /** Makes the other user, if there is one, the owner of all that is in a folder. */
    void give(Path folder) throws IOException {
        if (user.isPresent() && !user.get().equals(Files.getOwner(folder))) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path entry : tree.toList()) {
                    Files.setOwner(entry, user.get());
                }
            }
        }
    }
}
