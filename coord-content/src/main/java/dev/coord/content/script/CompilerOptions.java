package dev.coord.content.script;

import dev.coord.content.json.JsonData;
import dev.coord.content.module.PathText;
import dev.coord.content.module.Tree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether TypeScript's configurations let a compiler leave out imports of which only types are used. */
final class CompilerOptions {
    private static final Pattern CONFIGURATION = Pattern.compile("tsconfig([.\\w-]*)\\.json");

    /** With one of them some stay, or the types are not taken out by TypeScript. */
    private static final List<String> KEEPING =
            List.of("verbatimModuleSyntax", "preserveValueImports", "emitDecoratorMetadata", "erasableSyntaxOnly");

    private static final List<String> NAMING =
            List.of("importsNotUsedAsValues", "jsxFactory", "jsxFragmentFactory", "reactNamespace");
    private static final int DEEPEST = 20;

    private final Tree tree;
    private final Map<String, Boolean> byDirectory = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private final Set<String> keeping = new HashSet<>();

    CompilerOptions(Tree tree) {
        this.tree = tree;
        for (String path : tree.paths()) {
            if (CONFIGURATION.matcher(PathText.name(path)).matches() && !Tree.isInstalled(path)) {
                byDirectory.merge(PathText.directory(path), leaveOut(path, 0), Boolean::logicalAnd);
                reaching(path);
            }
        }
    }

    /** A configuration may be for files that lie elsewhere. */
    private void reaching(String path) {
        if (leaveOut(path, 0)) {
            return;
        }
        JsonData data = tree.data(path);
        for (String member : List.of("files", "include")) {
            for (String place : data.get(member).texts()) {
                if (place.contains("..")) {
                    String fixed = place.replaceFirst("(/?[^/]*[*?].*)$", "");
                    PathText.from(PathText.directory(path), fixed).ifPresent(keeping::add);
                }
            }
        }
    }

    /** Only where each configuration above a file does so, and there is one. */
    boolean leaveOutTypes(String file) {
        return known.computeIfAbsent(PathText.directory(file), this::inDirectory)
                && keeping.stream().noneMatch(place -> place.equals(file) || PathText.isIn(place, file));
    }

    private boolean inDirectory(String directory) {
        boolean isAny = false;
        for (String above = directory; ; above = PathText.directory(above)) {
            Boolean here = byDirectory.get(above);
            if (here != null && !here) {
                return false;
            }
            isAny |= here != null;
            if (above.isEmpty()) {
                return isAny;
            }
        }
    }

    private boolean leaveOut(String path, int depth) {
        JsonData data = tree.data(path);
        JsonData options = data.get("compilerOptions");
        boolean isKeeping = KEEPING.stream()
                        .map(option -> options.get(option).text())
                        .anyMatch(value -> !value.isEmpty() && !value.equals("false"))
                || NAMING.stream().map(option -> options.get(option).text()).anyMatch(value -> !isPlain(value));
        return !isKeeping
                && !data.members().isEmpty()
                && depth < DEEPEST
                && data.get("extends").texts().stream()
                        .allMatch(other -> extended(PathText.directory(path), other)
                                .map(place -> leaveOut(place, depth + 1))
                                .orElse(false)); // what a package says is not known
    }

    private static boolean isPlain(String value) {
        return value.isEmpty() || value.equals("remove");
    }

    private Optional<String> extended(String directory, String other) {
        return other.startsWith(".")
                ? PathText.from(directory, other)
                        .map(place -> tree.has(place) ? place : place + ".json")
                        .filter(tree::has)
                : Optional.empty();
    }
}
