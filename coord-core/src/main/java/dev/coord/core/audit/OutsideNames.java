package dev.coord.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names that lead out of a repository, or into the directory where git keeps it, on some system: git refuses them where it writes
 * files, but commits can have them. A backslash separates, as on Windows.
 */
final class OutsideNames {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\].*", Pattern.DOTALL);

    /** What HFS+ passes over in names, as git has it in {@code utf8.c}. */
    private static final Pattern PASSED_OVER =
            Pattern.compile("[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]");

    /** What NTFS passes over at the end of names, and what it takes for the name of a stream. */
    private static final Pattern END = Pattern.compile("(?:[ .]*|[ .]*:.*)", Pattern.DOTALL);

    private static final List<String> GIT = List.of(".git", "git~1");

    private OutsideNames() {}

    /** What is wrong with a path; nothing where it stays inside. */
    static Optional<String> wrong(String path) {
        if (path.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (path.startsWith("/") || path.startsWith("\\") || DRIVE.matcher(path).matches()) {
            return Optional.of("it is absolute");
        }
        if (path.endsWith("/") || path.contains("//")) {
            return Optional.of("it has an empty segment");
        }
        return segments(path).stream()
                .flatMap(segment -> wrongIn(segment).stream())
                .findFirst();
    }

    /**
     * The same as far as git itself refuses it, also in a commit that is pushed. No command of git's makes such a name, and none that
     * comes later takes it out of the history again.
     */
    static Optional<String> wrongForGit(String path) {
        return Stream.of(path.split("/", -1))
                .flatMap(segment -> segment.isEmpty()
                        ? Stream.of("it has an empty segment")
                        : Stream.concat(
                                wrongIn(segment).stream(),
                                segments(segment).stream()
                                        .filter(OutsideNames::isGit)
                                        .flatMap(part -> wrongIn(part).stream())))
                .findFirst();
    }

    /** Between slashes of both kinds. */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at <= path.length(); at++) {
            if (at == path.length() || path.charAt(at) == '/' || path.charAt(at) == '\\') {
                segments.add(path.substring(begin, at));
                begin = at + 1;
            }
        }
        return segments;
    }

    /** Whether some system takes the name for that of git's own directory. */
    static boolean isGit(String segment) {
        String name = PASSED_OVER.matcher(segment).replaceAll("").toLowerCase(Locale.ROOT);
        return GIT.stream()
                .anyMatch(git -> name.startsWith(git)
                        && END.matcher(name.substring(git.length())).matches());
    }

    private static Optional<String> wrongIn(String segment) {
        if (segment.equals("..") || segment.equals(".")) {
            return Optional.of("it has a segment '" + segment + "'");
        }
        return isGit(segment) ? Optional.of("some system takes '" + segment + "' for '.git'") : Optional.empty();
    }
}
