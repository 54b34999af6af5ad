package dev.coord.content.script;

import dev.coord.content.module.PathText;
import dev.coord.content.module.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which directories a repository says hold packages of its own: for npm, Yarn, pnpm and Lerna. */
final class Workspaces {
    private static final Pattern ENTRY = Pattern.compile("\\s*-\\s*['\"]?([^'\"#\\s]+).*");

    private final List<List<String>> patterns = new ArrayList<>();

    Workspaces(Tree tree) {
        for (String path : tree.paths()) {
            if (!Tree.isInstalled(path)) {
                named(tree, path)
                        .flatMap(pattern -> PathText.from(PathText.directory(path), pattern).stream())
                        .forEach(pattern -> patterns.add(List.of(pattern.split("/"))));
            }
        }
    }

    private static Stream<String> named(Tree tree, String path) {
        return switch (PathText.name(path)) {
            case "package.json" ->
                Stream.concat(
                        tree.data(path).get("workspaces").texts().stream(),
                        tree.data(path).get("workspaces").get("packages").texts().stream());
            case "lerna.json" -> tree.data(path).get("packages").texts().stream();
            case "pnpm-workspace.yaml" ->
                tree.keptText(path)
                        .lines()
                        .map(ENTRY::matcher)
                        .filter(Matcher::matches)
                        .map(line -> line.group(1));
            default -> Stream.empty();
        };
    }

    boolean contains(String directory) {
        List<String> segments = List.of(directory.split("/"));
        return patterns.stream().anyMatch(pattern -> fits(pattern, segments));
    }

    private static boolean fits(List<String> pattern, List<String> segments) {
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).equals("**")) {
                return true;
            }
            if (i >= segments.size()
                    || new Wildcard(pattern.get(i)).part(segments.get(i)).isEmpty()) {
                return false;
            }
        }
        return pattern.size() == segments.size();
    }
}
