package dev.coord.content.dependency;

import dev.coord.content.module.ExportedNames;
import dev.coord.content.module.ExportedNames.Named;
import dev.coord.content.module.Reference;
import dev.coord.content.module.Reference.Name;
import dev.coord.content.module.Reference.Need;
import dev.coord.content.module.Reference.Use;
import dev.coord.content.module.ResolvedImport;
import dev.coord.content.module.ResolvedImport.Found;
import dev.coord.content.module.Resolver;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.SourceLanguage;
import dev.coord.content.module.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the files of one language import on one side of a candidate. For one thread. */
final class Side {
    private final SourceLanguage language;
    private final Tree tree;
    private final Resolver resolver;
    private final ExportedNames names;
    private final Map<String, Map<String, Edge>> possible = new HashMap<>();
    private final Map<String, Map<String, Edge>> edges = new HashMap<>();

    Side(SourceLanguage language, Tree tree) {
        this.language = language;
        this.tree = tree;
        this.resolver = language.on(tree);
        this.names = new ExportedNames(tree, resolver);
    }

    /** One file or package imports another, by a certain import. */
    record Edge(String from, String to, Use use, String file, Reference reference) {

        /** Of two imports of one file the one that is needed first. */
        Edge first(Edge other) {
            int order = other.use.compareTo(use);
            boolean isEarlier =
                    order < 0 || (order == 0 && other.reference.need().compareTo(reference.need()) < 0);
            return isEarlier ? other : this;
        }
    }

    Tree tree() {
        return tree;
    }

    ResolvedImport resolve(String from, Reference reference) {
        return resolver.resolve(from, reference.source());
    }

    ExportedNames.All names(String path) {
        return names.of(path);
    }

    /** Whether a name is surely not there, neither in a file nor as a part of it. */
    boolean lacks(String path, String name) {
        return tree.isSource(path)
                && resolver.part(path, name).isEmpty()
                && names.of(path).lacks(name);
    }

    /** The files of which one would have to make a name known, so that a file does: itself, those that it passes on whole, and parts. */
    Set<String> placesOf(String path, String name) {
        Set<String> places = new LinkedHashSet<>();
        addPassedOn(path, places);
        resolver.placeOfPart(path, name).map(language::files).ifPresent(places::addAll);
        return places;
    }

    private void addPassedOn(String path, Set<String> places) {
        if (places.add(path)) {
            for (String source : tree.facts(path).exports().all()) {
                if (resolver.resolve(path, source) instanceof Found found) {
                    addPassedOn(found.path(), places);
                }
            }
        }
    }

    /** Whether a name that a file lacks may be a part of it that a program makes. */
    boolean isMade(String path, String name) {
        return lacks(path, name) && resolver.isPartMade(path, name);
    }

    /** Whether a name is surely there, in a file or as a part of it. */
    boolean has(String path, String name) {
        return resolver.part(path, name).isPresent() || names.of(path).names().containsKey(name);
    }

    /** Where a name is defined, as far as that is known. */
    String definer(String path, String name) {
        Named named = tree.isSource(path) ? names.of(path).names().get(name) : null;
        return named == null ? resolver.part(path, name).orElse(path) : named.definer();
    }

    /** What a file imports of its own language, each once, by the import that needs it first. */
    Map<String, Edge> edges(String file) {
        return language.isReadClosely(file) && resolver.leavesOutTypes(file)
                ? known(edges, file, () -> tree.closeFacts(file))
                : possible(file);
    }

    /** The same, which is known sooner: some may be needed later than it tells. */
    Map<String, Edge> possible(String file) {
        return known(possible, file, () -> tree.facts(file));
    }

    private Map<String, Edge> known(Map<String, Map<String, Edge>> all, String file, Supplier<SourceFacts> facts) {
        Map<String, Edge> known = all.get(file);
        if (known != null) {
            return known;
        }
        Map<String, Edge> found = new LinkedHashMap<>();
        for (Reference reference : facts.get().references()) {
            if (resolve(file, reference) instanceof Found target) {
                add(file, reference, target.path(), found);
            }
        }
        all.put(file, found);
        return found;
    }

    /** The first import between two units that brings types only, as far as that is read, whether or not it is surely left out. */
    Optional<Edge> forTypes(Edge edge) {
        return tree.closeFacts(edge.file()).references().stream()
                .filter(one -> one.need() == Need.NEVER
                        && one.use() == Use.LOAD
                        && one.line() == edge.reference().line())
                .map(one -> new Edge(edge.from(), edge.to(), edge.use(), edge.file(), one))
                .findFirst();
    }

    private void add(String file, Reference reference, String target, Map<String, Edge> found) {
        List<Name> own = new ArrayList<>();
        for (Name name : reference.names()) {
            Optional<String> part = resolver.part(target, name.name());
            part.ifPresentOrElse(
                    path -> add(new Edge(unit(file), unit(path), reference.use(), file, reference), path, found),
                    () -> own.add(name));
        }
        if (reference.names().isEmpty() || !own.isEmpty()) {
            boolean isForTypes =
                    !own.isEmpty() && tree.isSource(target) && own.stream().allMatch(name -> isType(target, name));
            boolean isLeftOut = reference.need() == Need.NEVER && resolver.leavesOutTypes(file);
            Use use = isForTypes || isLeftOut ? Use.TYPE : reference.use();
            boolean isTakenAtOnce = language.takesNamesAtOnce() && !own.isEmpty();
            add(
                    new Edge(
                            unit(file),
                            unit(target),
                            use,
                            file,
                            isTakenAtOnce ? reference.needed(Need.NOW) : reference),
                    target,
                    found);
        }
    }

    private boolean isType(String target, Name name) {
        Named named = names.of(target).names().get(name.name());
        return name.isType() || (named != null && named.isType());
    }

    private String unit(String path) {
        return language.unit(path);
    }

    private void add(Edge edge, String path, Map<String, Edge> found) {
        if (tree.isSource(path) && !edge.from().equals(edge.to())) {
            found.merge(edge.to(), edge, Edge::first);
        }
    }
}
