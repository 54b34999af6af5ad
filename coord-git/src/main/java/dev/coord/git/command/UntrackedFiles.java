package dev.coord.git.command;

import dev.coord.core.path.PathPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What git says of the files that patterns cover. Whether a file is ignored is git's to say, by all the places it reads patterns from. */
public final class UntrackedFiles {

    private static final String HERE = "./";

    /** So many patterns fit on a command line, whatever they are. */
    private static final int MOST_PLACES = 100;

    private UntrackedFiles() {}

    /** Those that git ignores; a repository inside the work tree as its directory, with a slash behind it. */
    public static List<GitPath> ignored(Git git, Collection<PathPattern> patterns) {
        return listed(git, patterns, "--others", "--ignored", "--exclude-standard");
    }

    /** Those that git neither tracks nor ignores; a repository as above. */
    public static List<GitPath> open(Git git, Collection<PathPattern> patterns) {
        return listed(git, patterns, "--others", "--exclude-standard");
    }

    public static List<GitPath> tracked(Git git, Collection<PathPattern> patterns) {
        return listed(git, patterns, "--cached");
    }

    /** Those of the paths that git ignores, tracked or not. */
    public static Set<GitPath> ignoredAmong(Git git, Collection<GitPath> paths) {
        List<GitPath> asked = paths.stream()
                .filter(path -> !path.raw().isEmpty())
                .map(path -> path.in(HERE)) // so that none looks like pathspec magic
                .toList();
        if (asked.isEmpty()) {
            return Set.of();
        }
        List<String> command = List.of("check-ignore", "--no-index", "-z", "--stdin");
        GitAnswer answer = git.ask(GitPath.listed(asked), command);
        if (answer.exit() > 1) {
            throw git.failed(command, answer);
        }
        return answer.paths().stream()
                .map(path -> new GitPath(path.raw().substring(HERE.length())))
                .collect(Collectors.toSet());
    }

    private static List<GitPath> listed(Git git, Collection<PathPattern> patterns, String... which) {
        if (patterns.isEmpty()) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of("ls-files", "-z"));
        command.addAll(List.of(which));
        command.add("--");
        command.addAll(places(patterns));
        return git.run(new byte[0], command).paths().stream()
                .filter(path -> covers(patterns, path))
                .toList();
    }

    /** Whether one of the patterns covers a file, or something in a directory that is written with a slash behind it. */
    public static boolean covers(Collection<PathPattern> patterns, GitPath path) {
        String text = path.raw().endsWith("/") ? path.text() + "any" : path.text();
        return patterns.stream().anyMatch(pattern -> pattern.keeps(text));
    }

    /** Where to look, for git walks through all of a work tree otherwise; no place is everywhere. */
    private static Collection<String> places(Collection<PathPattern> patterns) {
        Set<String> places = patterns.stream()
                .map(PathPattern::fixedPart)
                .map(part -> part.replaceFirst("/$", ""))
                .collect(Collectors.toSet());
        return places.contains("") || places.size() > MOST_PLACES
                ? List.of()
                : places.stream()
                        .sorted()
                        .map(place -> ":(top,literal)" + place)
                        .toList();
    }
}
