package dev.coord.content.script;

import dev.coord.content.module.PathText;
import dev.coord.content.module.ResolvedImport;
import dev.coord.content.module.ResolvedImport.Found;
import dev.coord.content.module.ResolvedImport.Missing;
import dev.coord.content.module.ResolvedImport.Outside;
import dev.coord.content.module.ResolvedImport.Unclear;
import dev.coord.content.module.Resolver;
import dev.coord.content.module.Tree;
import dev.coord.content.script.PathAliases.Alias;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where imports of scripts lead: by place, by TypeScript's paths, by short names of packages, by packages of the repository. */
final class ScriptResolver implements Resolver {
    private static final Pattern MADE = Pattern.compile(
            "(.*/)?(generated|__generated__|gen|\\.next|\\.nuxt|\\.svelte-kit|\\.astro|node_modules|dist|build|out|coverage)/.*");
    private static final Pattern QUERY = Pattern.compile("(?<=.)[?#].*");
    private static final Pattern RELATIVE = Pattern.compile("\\.{1,2}(/.*)?");
    private static final Pattern STYLE = Pattern.compile("\\.css$");

    private final Tree tree;
    private final ScriptFiles files;
    private final Packages packages;
    private final PathAliases aliases;
    private final CompilerOptions options;
    private final Set<String> addedTo = new HashSet<>();
    private final List<Wildcard> declared = new ArrayList<>();
    private final Map<String, ResolvedImport> known = new HashMap<>();

    ScriptResolver(Tree tree) {
        this.tree = tree;
        this.files = new ScriptFiles(tree);
        this.packages = new Packages(tree);
        this.aliases = new PathAliases(tree);
        this.options = new CompilerOptions(tree);
        for (String path : tree.sources()) {
            for (String module : tree.facts(path).declared()) {
                if (resolve(path, module) instanceof Found found) {
                    addedTo.add(found.path());
                } else {
                    declared.add(new Wildcard(module));
                }
            }
        }
        known.clear();
    }

    @Override
    public boolean isAddedTo(String path) {
        String stem = path.replaceFirst("\\.[mc]?jsx?$", "");
        boolean isDeclared = !stem.equals(path)
                && (tree.has(stem + ".d.ts") || tree.has(stem + ".d.mts") || tree.has(stem + ".d.cts"));
        return isDeclared || addedTo.contains(path);
    }

    @Override
    public boolean leavesOutTypes(String path) {
        return options.leaveOutTypes(path);
    }

    @Override
    public ResolvedImport resolve(String from, String source) {
        return known.computeIfAbsent(PathText.directory(from) + '\0' + source, none -> find(from, source));
    }

    private ResolvedImport find(String from, String written) {
        String source = QUERY.matcher(written).replaceFirst("");
        if (source.isEmpty() || source.contains("!") || source.contains(":")) {
            return new Outside(); // a loader of a bundler, or node: and the like
        }
        if (declared.stream().anyMatch(one -> one.part(written).isPresent())) {
            return new Outside();
        }
        if (RELATIVE.matcher(source).matches()) {
            return PathText.from(PathText.directory(from), source)
                    .map(place -> at(place, from))
                    .orElse(new Unclear("it leads out of the repository"));
        }
        return source.startsWith("/") ? new Outside() : named(from, source);
    }

    private ResolvedImport at(String place, String from) {
        Optional<String> found = files.at(place);
        if (found.isPresent()) {
            return new Found(found.get());
        }
        if (tree.isElsewhere(place)) {
            return new Unclear("it lies behind a link or in a submodule");
        }
        if (aliases.isLaidOver(from)) {
            return new Unclear("the configuration of TypeScript may lay directories over each other");
        }
        return isMade(place) ? new Unclear("a program makes it") : new Missing(place);
    }

    private boolean isMade(String place) {
        String stem = place.replaceFirst("\\.[mc]?jsx?$", "");
        boolean isStyle = List.of(".scss", ".sass", ".less", ".styl").stream()
                .anyMatch(ending -> tree.has(STYLE.matcher(place).replaceFirst(ending)));
        return MADE.matcher(place + "/").matches()
                || isStyle
                || List.of(
                                withEnding(place),
                                stem + ".ts",
                                stem + ".js",
                                stem + ".tsx",
                                stem + ".d.ts",
                                stem + "/index.ts")
                        .stream()
                        .anyMatch(tree::isIgnored);
    }

    /** What has no ending is not what git would ignore. */
    private static String withEnding(String place) {
        return PathText.name(place).indexOf('.') > 0 ? place : place + ".js";
    }

    private ResolvedImport named(String from, String source) {
        Optional<Alias> fitting = Optional.empty();
        for (Alias alias : aliases.near(from)) {
            List<String> places = alias.places(source);
            for (String place : places) {
                Optional<String> found = files.at(place);
                if (found.isPresent()) {
                    return new Found(found.get());
                }
            }
            if (!places.isEmpty() && !alias.fitsAll() && fitting.isEmpty()) {
                fitting = Optional.of(alias);
            }
        }
        if (source.startsWith("#")) {
            return shortName(from, source);
        }
        Optional<ResolvedImport> own = ofPackage(from, source);
        if (own.isPresent()) {
            return own.get();
        }
        return fitting.filter(alias -> !packages.isNeeded(from, source))
                .map(alias -> nowhere(alias.places(source), from))
                .orElse(new Outside());
    }

    /** No place has it: nobody can tell where one of them is not committed. */
    private ResolvedImport nowhere(List<String> places, String from) {
        List<ResolvedImport> all = places.stream().map(place -> at(place, from)).toList();
        return all.stream().filter(Unclear.class::isInstance).findFirst().orElse(all.get(0));
    }

    private ResolvedImport shortName(String from, String source) {
        Optional<PackageFile> around = packages.around(from).filter(PackageFile::hasImports);
        Optional<String> found = around.flatMap(file -> file.imported(files, source));
        return found.<ResolvedImport>map(Found::new)
                .orElse(new Unclear("no package says where '" + source + "' leads"));
    }

    /** A package that is published is built first, and nobody knows by what. */
    private Optional<ResolvedImport> ofPackage(String from, String source) {
        return packages.named(from, source).map(file -> {
            String name = Packages.nameIn(source);
            Optional<String> found =
                    source.equals(name) ? file.entry(files) : file.below(files, source.substring(name.length() + 1));
            return found.<ResolvedImport>map(Found::new)
                    .orElse(new Unclear("the package '" + name + "' does not say what it is built from"));
        });
    }
}
