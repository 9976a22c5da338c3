package org.borderledger.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine that can be cut, silenced and mended, as when a database is gone for a while. */
public final class Line implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    private Line(ServerSocket listening, int port) {
        this.listening = listening;
        this.port = port;
    }

    /** A line to the server of a JDBC address. */
    public static Line to(String address) throws IOException {
        int port = Integer.parseInt(address.replaceFirst("^.*:(\\d+)/.*$", "$1"));
        var line = new Line(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(line::accept);
        return line;
    }

    /** The address with this line in the place of the server. */
    public String through(String address) {
        return address.replaceFirst(":\\d+/", ":" + listening.getLocalPort() + "/");
    }

    /** Ends all connections, and lets nobody in. */
    public void cut() {
        cut = true;
        open.forEach(Line::end);
    }

    /** Leaves all connections open, lets others in, and loses what is said. */
    public void silence() {
        silent = true;
    }

    public void mend() {
        cut = false;
        silent = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket caller = listening.accept();
                if (cut) {
                    end(caller);
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(caller);
                open.add(server);
                Thread.ofVirtual().start(() -> copy(caller, server));
                Thread.ofVirtual().start(() -> copy(server, caller));
            } catch (IOException closed) {
                // the test is over, or the server is away as the line would be
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            OutputStream out = to.getOutputStream();
            byte[] said = new byte[8192];
            for (int length = in.read(said); length >= 0; length = in.read(said)) {
                if (!silent) {
                    out.write(said, 0, length);
                }
            }
        } catch (IOException ended) {
            // cut, or hung up
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
