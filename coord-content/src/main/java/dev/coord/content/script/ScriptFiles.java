package dev.coord.content.script;

import dev.coord.content.module.PathText;
import dev.coord.content.module.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the file that a path without its ending means. */
final class ScriptFiles {
    private static final List<String> ENDINGS = List.of(
            ".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".d.mts", ".d.cts", ".json", ".vue",
            ".svelte", ".node", ".es6");

    /** Of files for one platform each, one stands for all. */
    private static final List<String> PLATFORMS =
            List.of(".web", ".native", ".ios", ".android", ".desktop", ".mobile", ".server", ".client", ".browser");

    private static final List<String> FORMS = Stream.concat(
                    ENDINGS.stream(),
                    PLATFORMS.stream()
                            .flatMap(platform -> ENDINGS.subList(0, 5).stream().map(ending -> platform + ending)))
            .toList();
    private static final Set<String> BUILT =
            Set.of("dist", "build", "lib", "out", "esm", "cjs", "es", "umd", "types", "typings", "bundles", "release");
    private static final Pattern COMPILED = Pattern.compile("\\.[mc]?jsx?$");
    private static final int LAYERS = 3;

    private final Tree tree;

    ScriptFiles(Tree tree) {
        this.tree = tree;
    }

    /** The files that a path may mean, where it need not have its ending. */
    static List<String> named(String path) {
        String stem = COMPILED.matcher(path).replaceFirst("");
        Stream<String> sources = stem.equals(path)
                ? Stream.concat(
                        ENDINGS.stream().map(ending -> path + ending),
                        ENDINGS.subList(0, 5).stream().map(ending -> PathText.in(path, "index" + ending)))
                : Stream.of(".ts", ".tsx", ".mts", ".cts").map(ending -> stem + ending);
        return Stream.concat(Stream.of(path), sources).toList();
    }

    /** A file, or a directory that stands for one of its files. */
    Optional<String> at(String path) {
        return file(path).or(() -> tree.isDirectory(path) ? ofDirectory(path) : Optional.empty());
    }

    private Optional<String> file(String path) {
        if (tree.has(path)) {
            return Optional.of(path);
        }
        Optional<String> compiled = compiled(path);
        if (compiled.isPresent()) {
            return compiled;
        }
        for (String form : tree.hasStem(path) ? FORMS : List.<String>of()) {
            if (tree.has(path + form)) {
                return Optional.of(path + form);
            }
        }
        return Optional.empty();
    }

    /** The name of what is compiled stands for what it is compiled from. */
    private Optional<String> compiled(String path) {
        for (String made : List.of(".js", ".jsx", ".mjs", ".cjs")) {
            if (path.endsWith(made)) {
                String stem = path.substring(0, path.length() - made.length());
                String kind = made.substring(1).replace("js", "ts");
                return Stream.of("." + kind, ".ts", ".tsx", ".d." + kind, ".d.ts")
                        .map(ending -> stem + ending)
                        .filter(tree::has)
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofDirectory(String directory) {
        String described = PathText.in(directory, "package.json");
        if (tree.has(described)) {
            Optional<String> entry = new PackageFile(tree, described).entry(this);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return file(PathText.in(directory, "index"));
    }

    /** What a package names, or what that is built from. */
    Optional<String> builtFrom(String directory, String target) {
        Optional<String> path = PathText.from(directory, target).filter(place -> !place.contains("*"));
        Optional<String> itself =
                path.flatMap(place -> tree.has(place) ? path : compiled(place)).or(() -> path.flatMap(this::at));
        if (itself.isPresent()) {
            return itself;
        }
        String below = PathText.from("", target).orElse("").replaceFirst("(\\.d)?\\.[mc]?[jt]sx?$", "");
        for (int i = 0; i < LAYERS && below.indexOf('/') > 0; i++) {
            if (!BUILT.contains(below.substring(0, below.indexOf('/')))) {
                break;
            }
            below = below.substring(below.indexOf('/') + 1);
            Optional<String> source = file(PathText.in(directory, "src/" + below));
            if (source.isPresent()) {
                return source;
            }
        }
        return Optional.empty();
    }
}
