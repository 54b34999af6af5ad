package dev.coord.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Standard output and standard error where nobody reads them. */
@Timeout(30)
class OutsideStreamsTest {

    private static final byte[] LINE = "line\n".getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch reader = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** A pipe that is full until somebody reads. */
    private final OutputStream pipe = new OutputStream() {

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                reader.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            read.write(bytes, from, length);
        }
    };

    @AfterEach
    void readAll() {
        reader.countDown();
    }

    @Test
    void anAnswerFailsThatNobodyReadsWithinItsTime() {
        AnswerStream answers = new AnswerStream(pipe);
        answers.within(Duration.ofMillis(50), () -> {});

        assertThatThrownBy(() -> answers.write(LINE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("nobody");
    }

    @Test
    void allPartsOfAnAnswerHaveOneTimeTogether() {
        AnswerStream answers = new AnswerStream(pipe);
        answers.within(Duration.ofSeconds(1), () -> {});
        long begun = System.nanoTime();

        for (int part = 0; part < 20; part++) {
            assertThatThrownBy(() -> answers.write(LINE)).isInstanceOf(IOException.class);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void itIsSaidOnceThatNobodyReads() throws IOException {
        List<String> said = new ArrayList<>();
        AnswerStream answers = new AnswerStream(pipe);
        answers.within(Duration.ofSeconds(20), () -> {
            said.add("slow");
            reader.countDown();
        });

        answers.write(LINE);
        answers.write(LINE);

        assertThat(said).containsExactly("slow");
        assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo("line\nline\n");
    }

    @Test
    void anInterruptEndsTheWaitForAReaderAndStays() {
        AnswerStream answers = new AnswerStream(pipe);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> answers.write(LINE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("nobody");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptTakesNoAnswerFromAReaderWhoReads() throws IOException {
        reader.countDown();
        Thread.currentThread().interrupt();

        new AnswerStream(pipe).write(LINE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo("line\n");
    }

    @Test
    void whatTheSystemRefusesIsToldAsItIs() {
        AnswerStream answers = new AnswerStream(new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });

        assertThatThrownBy(() -> answers.write(LINE)).hasMessage("No space left on device");
    }

    @Test
    void messagesWaitForNobody() throws InterruptedException {
        MessageStream messages = new MessageStream(pipe);
        CountDownLatch done = new CountDownLatch(1);
        Thread command = new Thread(() -> {
            for (int lines = 0; lines < 100_000; lines++) {
                messages.write(LINE, 0, LINE.length);
            }
            messages.finish();
            done.countDown();
        });

        command.start();

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void messagesArriveInTheirOrderOnceSomebodyReads() {
        MessageStream messages = new MessageStream(pipe);
        messages.write('a');
        messages.write('b');
        reader.countDown();
        messages.write('c');

        messages.finish();

        assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo("abc");
    }
}
