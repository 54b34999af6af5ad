package dev.coord.cli;

import dev.coord.cli.command.Acting;
import dev.coord.cli.command.DirectoryOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names that came from the system as bytes and are no text in the encoding that Java reads them by. Java puts a sign in place of
 * each such byte, so the name would be taken for another. That sign is a character as well, which programs print for what they
 * could not read: where it was in the bytes, nothing is lost.
 */
final class Unreadable {

    private static final char SIGN = '\uFFFD';

    /** Which stand for words of a command. */
    private static final List<String> VARIABLES =
            List.of(DirectoryOptions.VARIABLE, Acting.AGENT, Acting.FEATURE, Acting.LEASE);

    private Unreadable() {}

    /** What cannot be read of what a command is called with; none where all came through. */
    static Optional<String> in(String[] words, Map<String, String> environment) {
        String here = System.getProperty("user.dir", "");
        if (Arrays.stream(words).anyMatch(Unreadable::mayBeLost) && !Received.endsWith(words)) {
            return Optional.of(message("a word of the command"));
        }
        for (String variable : VARIABLES) {
            String value = environment.getOrDefault(variable, "");
            if (mayBeLost(value) && !Received.holds(variable, value)) {
                return Optional.of(message("the value of " + variable));
            }
        }
        return mayBeLost(here) && !Files.isDirectory(Path.of(here))
                ? Optional.of(message("the name of the current directory"))
                : Optional.empty();
    }

    private static boolean mayBeLost(String text) {
        return text.indexOf(SIGN) >= 0;
    }

    private static String message(String what) {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return names.equals(StandardCharsets.UTF_8)
                ? what
                        + " is not text in UTF-8, so a name in it would be mistaken for another; nothing was done; use names"
                        + " in UTF-8"
                : what + " could not be read in this locale, so a name in it would be mistaken for another; nothing was"
                        + " done; set LC_ALL to a UTF-8 locale such as C.UTF-8";
    }
}
