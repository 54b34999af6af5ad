package dev.coord.cli.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Leads to a port of this host until it is cut, after which it looks as if no server were there. */
final class CutLine implements AutoCloseable {

    private final int to;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    CutLine(int to) throws IOException {
        this.to = to;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** All connections end, and no other is made. */
    void cut() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
                open.addAll(List.of(client, server));
                thread(() -> copy(client, server));
                thread(() -> copy(server, client));
            }
        } catch (IOException e) { // it was cut
            open.forEach(CutLine::end);
        }
    }

    private static void copy(Socket from, Socket into) {
        try (InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) { // it was cut, or a side has ended
            end(into);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "cut-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        cut();
    }
}
