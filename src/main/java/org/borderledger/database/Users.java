package org.borderledger.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the server of a folder, so that the last one stops it: each process holds a shared lock on a file, which the
 * system takes back however the process ends, and counts its own uses. Called under the folder's lock only.
 */
final class Users {
    private static final Map<Path, Users> OF_THIS_PROCESS = new HashMap<>();

    private final FileChannel channel;
    private final FileLock shared;
    private int count = 1;

    private Users(FileChannel channel, FileLock shared) {
        this.channel = channel;
        this.shared = shared;
    }

    static void join(DataFolder folder) throws IOException {
        synchronized (OF_THIS_PROCESS) {
            Users users = OF_THIS_PROCESS.get(folder.root());
            if (users != null) {
                users.count++;
                return;
            }
            var channel = FileChannel.open(
                    folder.root().resolve("users"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            OF_THIS_PROCESS.put(folder.root(), new Users(channel, channel.lock(0, Long.MAX_VALUE, true)));
        }
    }

    /** Whether nobody uses the server any more. */
    static boolean leave(DataFolder folder) throws IOException {
        synchronized (OF_THIS_PROCESS) {
            Users users = OF_THIS_PROCESS.get(folder.root());
            if (users == null || --users.count > 0) {
                return false;
            }
            OF_THIS_PROCESS.remove(folder.root());
            try (FileChannel closing = users.channel) {
                users.shared.release();
                @Nullable FileLock alone = closing.tryLock();
                return alone != null;
            }
        }
    }
}
