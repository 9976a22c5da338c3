package org.borderledger.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;

/** The database cannot be had; the message says why, and what to do. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnavailable(String message) {
        super(message);
    }

    DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    static DatabaseUnavailable because(String what, Exception cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        String reason = switch (cause) {
            case AccessDeniedException denied -> denied.getFile() + ": Permission denied";
            // Of these, some have a path for their whole message.
            case FileSystemException file when file.getReason() == null -> cause.toString();
            default -> message;
        };
        return new DatabaseUnavailable(what + ": " + reason + ". " + advice(reason), cause);
    }

    /** With the last lines that PostgreSQL wrote, since they name the cause better than any exit code. */
    static DatabaseUnavailable afterProgram(String what, DataFolder folder, long logStart) throws IOException {
        List<String> lines = folder.logSince(logStart).lines().toList();
        String said = String.join("\n  ", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        return new DatabaseUnavailable(
                what + ". The last lines of " + folder.log() + ":\n  " + said + "\n" + advice(said));
    }

    private static String advice(String reason) {
        if (reason.contains("No space left")) {
            return "The disk is full: make room and start again.";
        }
        if (reason.contains("loading shared libraries")) {
            return "Install the library named above and start again.";
        }
        if (reason.contains("password authentication failed")) {
            return "Put back the credentials.properties that was made together with this database.";
        }
        if (reason.contains("could not look up effective user ID")) {
            return "PostgreSQL needs a name for this user: add the user id to /etc/passwd, or run as another user.";
        }
        boolean notRun = reason.contains("Cannot run program") || reason.contains("failed to execute");
        if (notRun && reason.contains("No such file or directory")) {
            return "That program is for systems with glibc, which Alpine has not: use one, or a PostgreSQL of your own.";
        }
        if (notRun) {
            return "Programs may not run from that folder: set XDG_CACHE_HOME to one where they may.";
        }
        if (reason.contains("denied") || reason.contains("not permitted") || reason.contains("Read-only")) {
            return "Choose a data folder that the user " + System.getProperty("user.name") + " may enter and write to.";
        }
        return "Make sure that the disk has room and that the data folder is writable, then start again.";
    }
}
