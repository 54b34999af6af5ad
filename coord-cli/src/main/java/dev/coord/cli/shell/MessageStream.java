package dev.coord.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Standard error: messages are for people, and no command waits for people. What nobody reads stays in the queue as long as
 * it is not too much, and is lost with the process.
 */
public final class MessageStream extends OutputStream {

    /** So messages and answers come to a terminal in the order in which they were written. */
    private static final Duration USUALLY = Duration.ofMillis(200);

    /** What a process that ends leaves to a slow reader. */
    private static final Duration AT_THE_END = Duration.ofMillis(500);

    private static final long MOST = 1 << 20;

    private final OutsideWriter writer;

    public MessageStream(OutputStream out) {
        this.writer = new OutsideWriter(out);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        long waiting = writer.waiting();
        if (waiting + length <= MOST) {
            await(writer.write(bytes, from, length), waiting == 0 ? USUALLY : Duration.ZERO);
        }
    }

    /** Gives what is left a moment, before the process ends. */
    public void finish() {
        if (writer.waiting() > 0) {
            await(writer.write(new byte[0], 0, 0), AT_THE_END);
        }
    }

    private static void await(Future<?> write, Duration longest) {
        boolean interrupted = Thread.interrupted(); // it would not be written
        try {
            var unused = OutsideWriter.isDone(write, longest);
        } catch (IOException e) {
            return; // there is nobody to tell
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
