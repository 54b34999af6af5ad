package dev.coord.content.python;

import dev.coord.content.module.PathText;
import dev.coord.content.module.ResolvedImport;
import dev.coord.content.module.ResolvedImport.Found;
import dev.coord.content.module.ResolvedImport.Missing;
import dev.coord.content.module.ResolvedImport.Outside;
import dev.coord.content.module.ResolvedImport.Unclear;
import dev.coord.content.module.Resolver;
import dev.coord.content.module.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where Python's imports lead: from the file's package, or from a directory in which Python may look for packages. */
final class PythonResolver implements Resolver {
    private static final String INIT = "/__init__.py";
    private static final List<String> FORMS = List.of(".py", INIT, ".pyi", INIT + "i");
    private static final List<String> COMPILED = List.of(".pyx", ".so", ".pyd", ".c", ".cpp", ".rs", ".ipynb");
    private static final List<String> BELOW = List.of("src", "lib", "python");
    private static final Set<String> PROJECT = Set.of("pyproject.toml", "setup.py", "setup.cfg");
    private static final Pattern MADE =
            Pattern.compile("(.*/)?(\\w+_pb2(_grpc)?|_?version|_?_version_?_|gen|generated)(/.*)?");

    private final Tree tree;
    private final Set<String> projects = new LinkedHashSet<>();
    private final Set<String> holdPython = new HashSet<>();
    private final Map<String, ResolvedImport> known = new HashMap<>();
    private final Map<String, Set<String>> roots = new HashMap<>();

    PythonResolver(Tree tree) {
        this.tree = tree;
        for (String path : tree.paths()) {
            String directory = PathText.directory(path);
            if (PROJECT.contains(PathText.name(path))) {
                projects.add(directory);
                BELOW.forEach(below -> projects.add(PathText.in(directory, below)));
            }
            if (path.endsWith(".py") || path.endsWith(".pyi")) {
                String above = directory;
                while (holdPython.add(above) && !above.isEmpty()) {
                    above = PathText.directory(above);
                }
            }
        }
    }

    @Override
    public boolean isAddedTo(String path) {
        return path.endsWith(".py") && tree.has(path + "i");
    }

    @Override
    public Optional<String> part(String path, String name) {
        String directory = path.endsWith(INIT) || path.endsWith(INIT + "i") ? PathText.directory(path) : path;
        return tree.isDirectory(directory) ? module(PathText.in(directory, name)) : Optional.empty();
    }

    @Override
    public Optional<String> placeOfPart(String path, String name) {
        return path.endsWith(INIT) ? Optional.of(PathText.in(PathText.directory(path), name)) : Optional.empty();
    }

    @Override
    public boolean isPartMade(String path, String name) {
        return path.endsWith(INIT) && isMade(PathText.in(PathText.directory(path), name));
    }

    /** A module; one that is compiled, or a package of no file of its own, is known by its place only. */
    private Optional<String> module(String place) {
        boolean hasFile = tree.hasStem(place);
        for (String form : FORMS) {
            if (tree.has(place + form)) {
                return Optional.of(place + form);
            }
        }
        boolean isThere = holdPython.contains(place)
                || (hasFile && COMPILED.stream().anyMatch(ending -> tree.has(place + ending)))
                || tree.isElsewhere(place);
        return isThere ? Optional.of(place) : Optional.empty();
    }

    @Override
    public ResolvedImport resolve(String from, String source) {
        String directory = PathText.directory(from);
        return known.computeIfAbsent(
                directory + '\0' + source,
                none -> source.startsWith(".") ? relative(directory, source) : absolute(directory, source));
    }

    private ResolvedImport relative(String directory, String source) {
        int dots = 0;
        while (dots < source.length() && source.charAt(dots) == '.') {
            dots++;
        }
        Optional<String> base = PathText.from(directory, "../".repeat(dots - 1));
        if (base.isEmpty() || (base.get().isEmpty() && dots > 1)) {
            return new Unclear("it leads out of the repository");
        }
        String module = source.substring(dots);
        return module.isEmpty()
                ? new Found(module(base.get()).orElse(base.get()))
                : walk(base.get(), List.of(module.split("\\.", -1)), 0);
    }

    private ResolvedImport absolute(String directory, String source) {
        List<String> segments = List.of(source.split("\\."));
        Optional<ResolvedImport> unclear = Optional.empty();
        for (String root : roots.computeIfAbsent(directory, this::rootsFor)) {
            String first = PathText.in(root, segments.get(0));
            if (module(first).isPresent()) {
                if (StandardLibrary.has(segments.get(0))) {
                    return new Unclear("Python has a module '" + segments.get(0)
                            + "' itself, and which is found depends on where it looks first");
                }
                ResolvedImport found = walk(root, segments, 1);
                if (found instanceof Found) {
                    return found;
                }
                unclear = unclear.isPresent() ? unclear : Optional.of(found);
            }
        }
        return unclear.orElse(new Outside());
    }

    /** Directories of packages are none from which Python looks for others. */
    private Set<String> rootsFor(String directory) {
        List<String> above = new ArrayList<>(List.of(directory));
        for (String at = directory; !at.isEmpty(); ) {
            at = PathText.directory(at);
            above.add(at);
        }
        Set<String> found = new LinkedHashSet<>();
        for (String root : above) {
            found.add(root);
            BELOW.forEach(below -> found.add(PathText.in(root, below)));
        }
        found.addAll(projects);
        found.removeIf(root -> tree.has(root + INIT));
        return found;
    }

    /** @param certain how many of the segments must be there for an answer that something is missing */
    private ResolvedImport walk(String base, List<String> segments, int certain) {
        String at = base;
        for (int i = 0; i < segments.size(); i++) {
            String place = PathText.in(at, segments.get(i));
            boolean isLast = i == segments.size() - 1;
            Optional<String> found = module(place);
            if (found.isPresent() && isLast) {
                return new Found(found.get());
            }
            if (found.isEmpty() || !tree.isDirectory(place)) {
                return found.isPresent() || i < certain ? new Unclear("a module may hold it") : missing(at, place);
            }
            at = place;
        }
        return new Outside();
    }

    private ResolvedImport missing(String parent, String place) {
        if (!tree.has(parent + INIT) || tree.facts(parent + INIT).exports().isOpen()) {
            return new Unclear("its package may have other parts");
        }
        return isMade(place) ? new Unclear("a program makes it") : new Missing(place);
    }

    private boolean isMade(String place) {
        return MADE.matcher(place).matches() || tree.isIgnored(place + ".py") || tree.isIgnored(place + "/x.py");
    }
}
