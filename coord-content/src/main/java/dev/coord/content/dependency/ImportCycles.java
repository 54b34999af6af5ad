package dev.coord.content.dependency;

import dev.coord.FeatureId;
import dev.coord.content.dependency.Side.Edge;
import dev.coord.content.module.Reference.Need;
import dev.coord.content.module.Reference.Use;
import dev.coord.content.module.SourceLanguage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds circles of imports that are new on the candidate, or larger than on the target. */
final class ImportCycles {
    private static final int MOST = 20_000;
    private static final int MOST_EDGES = 200;

    private final SourceLanguage language;
    private final Side before;
    private final Side after;
    private final MovedFiles moves;
    private final Blame blame;
    private final Map<String, List<String>> filesBefore = new HashMap<>();
    private final Map<String, List<String>> filesAfter = new TreeMap<>();

    ImportCycles(SourceLanguage language, Side before, Side after, MovedFiles moves, Blame blame) {
        this.language = language;
        this.before = before;
        this.after = after;
        this.moves = moves;
        this.blame = blame;
        group(before, filesBefore);
        group(after, filesAfter);
    }

    private void group(Side side, Map<String, List<String>> files) {
        for (String path : side.tree().sources()) {
            files.computeIfAbsent(language.unit(path), none -> new ArrayList<>())
                    .add(path);
        }
    }

    /**
     * A circle that the wave closed.
     *
     * @param feature who closed it
     * @param edge the import that did
     * @param way from what is imported back to who imports it
     * @param isLoaded whether each import of it is needed when its file is loaded
     * @param works whether no file of the way uses what it imports there before that is there, whichever of them is loaded first
     * @param forTypes an import of it that brings only types, although nobody can tell that it is left out
     */
    record Cycle(
            FeatureId feature, Edge edge, List<String> way, boolean isLoaded, boolean works, Optional<Edge> forTypes) {}

    List<Cycle> all() {
        List<Cycle> found = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        for (Use most : List.of(Use.LOAD, Use.TYPE)) {
            for (Set<String> circle : circles(most)) {
                if (circle.stream().noneMatch(told::contains)) {
                    closed(new TreeSet<>(circle), most).ifPresent(one -> {
                        told.addAll(circle);
                        found.add(one);
                    });
                }
            }
        }
        return found;
    }

    /** Only what may be one is read closely. */
    private List<Set<String>> circles(Use most) {
        List<Set<String>> possible =
                StrongComponents.of(filesAfter.keySet(), unit -> next(after::possible, filesAfter, unit, most));
        return most == Use.TYPE
                ? possible
                : possible.stream()
                        .flatMap(circle -> StrongComponents.of(
                                circle,
                                unit -> next(after, filesAfter, unit, most).stream()
                                        .filter(circle::contains)
                                        .toList())
                                .stream())
                        .toList();
    }

    private static Collection<String> next(Side side, Map<String, List<String>> files, String unit, Use most) {
        return next(side::edges, files, unit, most);
    }

    private static Collection<String> next(
            Function<String, Map<String, Edge>> edges, Map<String, List<String>> files, String unit, Use most) {
        Set<String> next = new LinkedHashSet<>();
        for (String file : files.getOrDefault(unit, List.of())) {
            edges.apply(file).forEach((to, edge) -> {
                if (edge.use().compareTo(most) <= 0) {
                    next.add(to);
                }
            });
        }
        return next;
    }

    /** It is new if an import in it is, and joins what did not reach each other both ways. */
    private Optional<Cycle> closed(Set<String> circle, Use most) {
        Cycle best = null;
        int looked = 0;
        for (String unit : circle) {
            for (String file : filesAfter.getOrDefault(unit, List.of())) {
                for (Edge edge : after.edges(file).values()) {
                    boolean isInside = circle.contains(edge.to()) && edge.use().compareTo(most) <= 0;
                    if (!isInside || wasThere(edge, most) || looked >= MOST_EDGES || wasClosed(edge, most)) {
                        continue;
                    }
                    looked++;
                    Cycle one = circle(edge, circle, most);
                    best = best == null || isLater(one, best) ? one : best;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** The same one whatever the order they are merged in, so that a circle goes back to one agent, however often. */
    private static boolean isLater(Cycle one, Cycle other) {
        int difference = one.feature().compareTo(other.feature());
        return difference > 0
                || (difference == 0 && one.way().size() < other.way().size());
    }

    private Cycle circle(Edge edge, Set<String> circle, Use most) {
        List<String> way = StrongComponents.way(
                edge.to(),
                edge.from(),
                unit -> next(after, filesAfter, unit, most).stream()
                        .filter(circle::contains)
                        .toList(),
                MOST);
        FeatureId feature = blame.importer(edge.file(), edge.reference(), "")
                .or(() -> blame.changer(filesAfter.getOrDefault(edge.to(), List.of())))
                .orElseGet(blame::somebody);
        List<@Nullable Edge> edges = edges(edge, way);
        return new Cycle(
                feature,
                edge,
                way,
                most == Use.LOAD,
                works(edges),
                edges.stream()
                        .flatMap(one -> one == null || most == Use.TYPE ? Stream.empty() : after.forTypes(one).stream())
                        .findFirst());
    }

    /** Those of the way, where each unit is a file. */
    private List<@Nullable Edge> edges(Edge closing, List<String> way) {
        List<@Nullable Edge> edges = new ArrayList<>(List.of(closing));
        for (int i = 0; i + 1 < way.size(); i++) {
            edges.add(after.edges(way.get(i)).get(way.get(i + 1)));
        }
        return edges;
    }

    /** What a file imports is there when it is needed, or defined before the circle goes on. */
    private static boolean works(List<@Nullable Edge> edges) {
        return IntStream.range(0, edges.size()).allMatch(i -> {
            Edge edge = edges.get(i);
            Edge next = edges.get((i + 1) % edges.size());
            return edge != null
                    && next != null
                    && (edge.reference().need() != Need.NOW || next.reference().need() == Need.LAST);
        });
    }

    private boolean wasThere(Edge edge, Use most) {
        return moves.before(edge.file())
                .map(before::edges)
                .flatMap(edges -> unitBefore(edge.to()).map(edges::get))
                .filter(old -> old.use().compareTo(most) <= 0)
                .isPresent();
    }

    private boolean wasClosed(Edge edge, Use most) {
        Optional<String> from = unitBefore(edge.from());
        Optional<String> to = unitBefore(edge.to());
        return from.isPresent()
                && to.isPresent()
                && !way(from.get(), to.get(), most).isEmpty()
                && !way(to.get(), from.get(), most).isEmpty();
    }

    private List<String> way(String from, String to, Use most) {
        return StrongComponents.way(from, to, unit -> next(before, filesBefore, unit, most), MOST);
    }

    /** A directory is where its first file was. */
    private Optional<String> unitBefore(String unit) {
        return filesBefore.containsKey(unit)
                ? Optional.of(unit)
                : filesAfter.getOrDefault(unit, List.of()).stream()
                        .flatMap(file -> moves.before(file).stream())
                        .map(language::unit)
                        .findFirst();
    }
}
