package dev.coord.content.javatype;

import dev.coord.content.module.PathText;
import dev.coord.content.module.ResolvedImport;
import dev.coord.content.module.ResolvedImport.Found;
import dev.coord.content.module.ResolvedImport.Outside;
import dev.coord.content.module.ResolvedImport.Unclear;
import dev.coord.content.module.Resolver;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where Java's imports lead: to the packages and types that the files of the tree declare. */
final class JavaResolver implements Resolver {
    private static final Unclear ELSEWHERE =
            new Unclear("others may have a part of its package, and programs may make it", true);
    private static final Unclear NO_PARSER =
            new Unclear("only the parser of a JDK can tell, and coord runs without one or it does not parse");
    private static final List<String> RELATED = List.of(".kt", ".groovy", ".scala");

    private final Tree tree;
    private final Map<String, ResolvedImport> known = new HashMap<>();
    private final Map<String, Map<String, List<String>>> packages = new HashMap<>();
    private final Map<String, SourceFacts> facts = new HashMap<>();
    private final Set<String> related = new HashSet<>();

    JavaResolver(Tree tree) {
        this.tree = tree;
        for (String path : tree.paths()) {
            if (tree.isSource(path)) {
                SourceFacts said = tree.facts(path);
                facts.put(path, said);
                Map<String, List<String>> types = packages.computeIfAbsent(
                        said.declared().stream().findFirst().orElse(""), none -> new HashMap<>());
                said.exports()
                        .names()
                        .forEach(type -> types.computeIfAbsent(type, none -> new ArrayList<>())
                                .add(path));
            } else if (RELATED.stream().anyMatch(path::endsWith)) {
                related.add(PathText.directory(path));
            }
        }
    }

    @Override
    public ResolvedImport resolve(String from, String source) {
        if (source.endsWith(".*")) {
            return ofAll(source.substring(0, source.length() - 2));
        }
        for (int end = source.lastIndexOf('.'); end > 0; end = source.lastIndexOf('.', end - 1)) {
            Map<String, List<String>> types = packages.get(source.substring(0, end));
            if (types != null) {
                return type(source.substring(0, end), types, source.substring(end + 1));
            }
        }
        return new Outside();
    }

    private ResolvedImport ofAll(String name) {
        Map<String, List<String>> types = packages.get(name);
        Optional<String> any = types == null
                ? Optional.empty()
                : types.values().stream().flatMap(List::stream).min(String::compareTo);
        return any.<ResolvedImport>map(Found::new).orElseGet(() -> resolve("", name));
    }

    private ResolvedImport type(String ofPackage, Map<String, List<String>> types, String name) {
        return known.computeIfAbsent(ofPackage + '.' + name, none -> find(ofPackage, types, name));
    }

    private ResolvedImport find(String ofPackage, Map<String, List<String>> types, String name) {
        List<String> paths = types.getOrDefault(name, List.of());
        if (!paths.isEmpty()) {
            return new Found(paths.get(0));
        }
        String directory = '/' + ofPackage.replace('.', '/');
        boolean isOfOthers = related.stream().anyMatch(place -> ('/' + place).endsWith(directory));
        return isOfOthers ? new Outside() : reread(types, name);
    }

    /** Before anything is called missing, the parser of the JDK reads whatever may declare it. */
    private ResolvedImport reread(Map<String, List<String>> types, String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        Set<String> paths = new TreeSet<>();
        types.values().forEach(paths::addAll);
        for (String path : paths) {
            String text = tree.text(path).filter(all -> all.contains(simple)).orElse("");
            if (!text.isEmpty()) {
                Optional<Set<String>> declared = JdkTypes.of(text);
                if (declared.isEmpty()) {
                    return NO_PARSER;
                }
                if (declared.get().contains(name)) {
                    return new Found(path);
                }
            }
        }
        return JdkTypes.of("").isPresent() ? ELSEWHERE : NO_PARSER;
    }
}
