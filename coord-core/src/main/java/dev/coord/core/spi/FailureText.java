package dev.coord.core.spi;

import dev.coord.CoordinationException;
import dev.coord.SafeText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the system meant by a failure, as the end of a sentence for people. Java's own messages name classes, or nothing but
 * the file. Pure, and safe from all threads.
 */
public final class FailureText {

    private static final Pattern NUMBER = Pattern.compile("error=\\d+, ");
    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}[A-Z]\\w*(?:\\$\\w+)*(?:: )?");
    private static final Map<String, String> KNOWN = Map.of(
            "no space left on device", "its disk is full",
            "disk quota exceeded", "its disk quota is used up",
            "read-only file system", "its file system is mounted read-only",
            "too many open files", "too many files are open",
            "broken pipe", "its reader has gone",
            "bad file descriptor", "it is closed",
            "file name too long", "the name is too long",
            "is a directory", "it is a directory",
            "not a directory", "a part of the path is a file, not a directory",
            "operation not permitted", "that is not permitted");

    /** Of a path; longer ones are shown with their beginning and end. */
    private static final int LONGEST = 400;

    private FailureText() {}

    /**
     * Says what went wrong.
     *
     * @param failure what was thrown
     * @return words without the name of a class; with the file that it is about, where the failure names one
     */
    public static String of(Throwable failure) {
        if (failure instanceof FileSystemException e) {
            return about(e.getFile(), of(e))
                    + (e.getOtherFile() == null ? "" : " (on the way to '" + e.getOtherFile() + "')");
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        if (failure instanceof ClosedChannelException) {
            return "it was closed meanwhile";
        }
        if (failure instanceof InvalidPathException e) {
            return "no file can be called '" + SafeText.line(e.getInput()) + "'";
        }
        if (failure instanceof FileNotFoundException e) {
            return plain(e.getMessage()); // 'name (reason)'
        }
        if (failure instanceof IOException
                || failure instanceof CoordinationException
                || failure.getMessage() != null) {
            return inner(failure);
        }
        return failure.getCause() == null ? "it failed without a reason" : of(failure.getCause());
    }

    private static String inner(Throwable failure) {
        Throwable cause = failure.getCause();
        String message = failure.getMessage();
        if (cause != null && (message == null || message.equals(cause.toString()))) {
            return of(cause);
        }
        return plain(message);
    }

    private static String of(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read or written by this user";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "is there already";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "is a directory that is not empty";
        }
        if (e instanceof NotDirectoryException) {
            return "is not a directory";
        }
        if (e instanceof FileSystemLoopException) {
            return "leads around in a circle";
        }
        if (e instanceof NotLinkException) {
            return "is not a symbolic link";
        }
        return "cannot be used: " + plain(e.getReason());
    }

    private static String about(@Nullable String file, String what) {
        if (file == null) {
            return "a file " + what;
        }
        return file.length() <= LONGEST
                ? "'" + file + "' " + what
                : "'" + file.substring(0, LONGEST / 2) + "..." + file.substring(file.length() - LONGEST / 4) + "' "
                        + what;
    }

    private static String plain(@Nullable String said) {
        if (said == null || said.isBlank()) {
            return "the system does not say why";
        }
        String known = KNOWN.get(said.strip().toLowerCase(Locale.ROOT));
        return known != null
                ? known
                : CLASS.matcher(NUMBER.matcher(said).replaceAll("")).replaceAll("");
    }
}
