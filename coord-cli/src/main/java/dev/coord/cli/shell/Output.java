package dev.coord.cli.shell;

import dev.coord.SafeText;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import java.io.FilterOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error. Whatever coord shows goes through here, and is a page, whose every part was made safe, or
 * JSON, in which what cannot be seen is an escape.
 */
public final class Output {

    private static final int UNDER_THE_NAME = "coord: ".length();

    private final PrintStream stream;
    private final @Nullable Remembering system;

    public Output(PrintStream stream) {
        this(stream, null);
    }

    private Output(PrintStream stream, @Nullable Remembering system) {
        this.stream = stream;
        this.system = system;
    }

    /** Output to a stream of the system's. */
    public static Output to(OutputStream stream) {
        Remembering system = new Remembering(stream);
        return new Output(new PrintStream(system, false, StandardCharsets.UTF_8), system);
    }

    /** For lines of the log, which tell what others wrote too; whatever follows a line feed in one is indented. */
    public PrintStream log() {
        return new Log(this);
    }

    public void print(Page page) {
        stream.print(page);
    }

    /** A message; its lines after the first are indented, since they may be text of others. */
    public void say(String message) {
        stream.print(new Page().block(UNDER_THE_NAME, Block.text(message)));
        stream.flush();
    }

    public void json(String document) {
        stream.print(SafeText.json(document));
    }

    /** JSON that is written while it is made. */
    public void json(Consumer<Writer> document) {
        Writer out = new SafeJson(new OutputStreamWriter(new Checked(), StandardCharsets.UTF_8));
        document.accept(out);
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What another program printed for whoever called it. */
    public void raw(byte[] bytes) {
        stream.writeBytes(bytes);
    }

    /** Gives a program that runs in the place of coord its input and output: what it prints is its own. */
    static ProcessBuilder handedOver(ProcessBuilder program) {
        return program.inheritIO();
    }

    public void flush() {
        stream.flush();
    }

    /**
     * Sees to it that all so far has arrived.
     *
     * @throws Unwritten if it has not
     */
    public void deliver() {
        if (stream.checkError()) {
            IOException why = system == null ? null : system.failure();
            throw new Unwritten(why == null ? new IOException("the system does not say why") : why);
        }
    }

    /** For coord's own help, which may be coloured. */
    public PrintWriter help() {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** For hints of the parser of command lines, which may repeat what was typed. */
    public PrintWriter hints() {
        return new PrintWriter(new SafeLines(new OutputStreamWriter(stream, StandardCharsets.UTF_8)), true);
    }

    /** Does not go on where nobody gets what is written. */
    private final class Checked extends OutputStream {

        @Override
        public void write(int b) {
            stream.write(b);
            deliver();
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            stream.write(bytes, from, length);
            deliver();
        }

        @Override
        public void flush() {
            deliver();
        }
    }

    /** Remembers why the system did not take what was written, which a print stream keeps to itself, and writes no more. */
    private static final class Remembering extends FilterOutputStream {

        private volatile @Nullable IOException failure;

        Remembering(OutputStream out) {
            super(out);
        }

        @Nullable
        IOException failure() {
            return failure;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            IOException earlier = failure;
            if (earlier != null) {
                throw earlier; // what comes behind a hole says something else
            }
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    private static final class Log extends PrintStream {

        private final Output safe;

        Log(Output out) {
            super(out.stream, true);
            safe = out;
        }

        @Override
        public void println(String line) {
            safe.say(String.valueOf(line));
        }

        @Override
        public void println(Object line) {
            safe.say(String.valueOf(line));
        }
    }

    /** A writer that makes safe what is written through it. */
    private abstract static class Safe extends FilterWriter {

        private String half = "";

        Safe(Writer out) {
            super(out);
        }

        abstract String safe(String text);

        @Override
        public void write(int c) throws IOException {
            write(String.valueOf((char) c));
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            write(new String(text, from, length));
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            String all = half + text.substring(from, from + length);
            boolean split = !all.isEmpty() && Character.isHighSurrogate(all.charAt(all.length() - 1));
            half = split ? all.substring(all.length() - 1) : "";
            out.write(safe(split ? all.substring(0, all.length() - 1) : all));
        }

        @Override
        public void close() throws IOException {
            out.write(safe(half));
            half = "";
            super.close();
        }
    }

    private static final class SafeJson extends Safe {

        SafeJson(Writer out) {
            super(out);
        }

        @Override
        String safe(String text) {
            return SafeText.json(text);
        }
    }

    private static final class SafeLines extends Safe {

        SafeLines(Writer out) {
            super(out);
        }

        @Override
        String safe(String text) {
            return Page.document(text.replace(System.lineSeparator(), "\n")).toString();
        }
    }
}
