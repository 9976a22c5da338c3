package org.borderledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The main process of a server, as the file that it keeps in its data folder describes it. */
record Postmaster(ProcessHandle process, int port, boolean ready) {
    private static final int PROCESS_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** The living server of that folder, if any: the file alone proves nothing, since it outlives a killed server. */
    static Optional<Postmaster> of(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file(data));
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return ProcessHandle.of(Long.parseLong(lines.get(PROCESS_LINE).strip()))
                    .filter(process -> serves(process, data))
                    .map(process -> new Postmaster(process, port, ready));
        } catch (NoSuchFileException | NumberFormatException absentOrCutShort) {
            return Optional.empty();
        }
    }

    /** Process numbers are used again, so the process must have been started with this very folder. */
    private static boolean serves(ProcessHandle process, Path data) {
        return process.isAlive()
                && process.info()
                        .arguments()
                        .filter(arguments -> Arrays.asList(arguments).contains(data.toString()))
                        .isPresent();
    }
}
