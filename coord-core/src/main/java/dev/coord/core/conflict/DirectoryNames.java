package dev.coord.core.conflict;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.core.path.PathShape;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which plain names of a feature set count as directories: those that are one in the repository, and those in whose place a
 * path of the set names files. They are then written with a slash, so that globs reach below them for everybody who
 * compares them. Where no path has a wildcard that makes no difference, and nothing is changed. Pure. Reading 6.
 */
public final class DirectoryNames {

    /** Nothing is known of a repository. */
    public static final Predicate<RepoPath> NO_REPOSITORY = path -> false;

    private final Predicate<RepoPath> inRepository;
    private final Map<String, RepoPath> namedBy = new HashMap<>();
    private final Map<String, List<String>> byLastSegment = new HashMap<>();
    private final SortedMap<RepoPath, Optional<RepoPath>> found = new TreeMap<>();
    private final Map<RepoPath, RepoPath> counted = new HashMap<>();

    private DirectoryNames(Predicate<RepoPath> inRepository) {
        this.inRepository = inRepository;
    }

    /**
     * A feature set whose plain names are told apart.
     *
     * @param features the set, with a slash behind each name that counts as a directory
     * @param directories the names, without the slash, each with the path that names files in its place; none for what is a
     *     directory in the repository
     */
    public record Resolved(FeatureSet features, SortedMap<RepoPath, Optional<RepoPath>> directories) {

        /**
         * The same for people.
         *
         * @return a sentence for each name
         */
        public List<String> notes() {
            return directories.entrySet().stream()
                    .map(entry -> "'" + entry.getKey() + "' counts as the directory '" + entry.getKey() + "/', "
                            + entry.getValue()
                                    .map(path -> "since '" + path + "' is named, too")
                                    .orElse("which it is in the repository"))
                    .toList();
        }
    }

    /**
     * Tells the plain names of a set apart.
     *
     * @param features as they are declared
     * @param inRepository whether a path without a slash, or one of its alternatives, names a directory of the repository
     * @return the same work
     */
    public static Resolved resolve(FeatureSet features, Predicate<RepoPath> inRepository) {
        if (paths(features).noneMatch(path -> path.isPattern() && !path.value().endsWith("/"))) {
            return new Resolved(features, new TreeMap<>());
        }
        DirectoryNames names = new DirectoryNames(inRepository);
        paths(features).forEach(names::collect);
        SortedMap<FeatureId, Feature> resolved = new TreeMap<>();
        features.features().forEach((id, feature) -> resolved.put(id, names.resolved(feature)));
        return names.found.isEmpty()
                ? new Resolved(features, names.found)
                : new Resolved(new FeatureSet(resolved, features.completedBefore()), names.found);
    }

    /**
     * A path as it counts in a repository.
     *
     * @param path as it was written
     * @param inRepository whether a path without a slash, or one of its alternatives, names a directory of the repository
     * @return the same, or with a slash
     */
    public static RepoPath resolve(RepoPath path, Predicate<RepoPath> inRepository) {
        boolean directory = !path.value().endsWith("/") && inRepository.test(path);
        return directory ? new RepoPath(path + "/") : path;
    }

    /**
     * Whether two sets are the same but for the slashes that tell directories.
     *
     * @param one a set
     * @param other another
     * @return true if what is declared is the same
     */
    public static boolean sameWork(FeatureSet one, FeatureSet other) {
        return one.equals(other) || withoutSlashes(one).equals(withoutSlashes(other));
    }

    private static FeatureSet withoutSlashes(FeatureSet set) {
        SortedMap<FeatureId, Feature> features = new TreeMap<>();
        set.features()
                .forEach((id, feature) -> features.put(
                        id,
                        with(
                                feature,
                                path -> path.value().endsWith("/")
                                        ? new RepoPath(path.value().replaceFirst("/$", ""))
                                        : path)));
        return new FeatureSet(features, set.completedBefore());
    }

    private static Stream<RepoPath> paths(FeatureSet features) {
        return features.features().values().stream()
                .flatMap(feature -> Stream.concat(feature.fileWrites().stream(), feature.fileReads().stream()));
    }

    /** The directories that a path names without a wildcard. */
    private void collect(RepoPath path) {
        Stream<String> heads = path.isPattern()
                ? PathShape.ofAlternatives(path.value()).stream().map(PathShape::head)
                : Stream.of(path.value());
        heads.forEach(head -> {
            String directory = head;
            for (int end = head.lastIndexOf('/'); end > 0; end = directory.lastIndexOf('/')) {
                directory = directory.substring(0, end);
                if (namedBy.putIfAbsent(directory, path) != null) {
                    return;
                }
                byLastSegment
                        .computeIfAbsent(lastSegment(directory), name -> new ArrayList<>())
                        .add(directory);
            }
        });
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Feature resolved(Feature feature) {
        return with(feature, path -> counted.computeIfAbsent(path, this::counted));
    }

    private RepoPath counted(RepoPath path) {
        if (path.value().endsWith("/")) {
            return path;
        }
        Optional<RepoPath> because = naming(path);
        if (because.isEmpty() && !inRepository.test(path)) {
            return path;
        }
        found.put(path, because);
        return new RepoPath(path + "/");
    }

    private Optional<RepoPath> naming(RepoPath path) {
        if (!path.isPattern()) {
            return Optional.ofNullable(namedBy.get(path.value()));
        }
        PathPattern pattern = PathPattern.of(path);
        return pattern.shapes().stream()
                .flatMap(shape -> byLastSegment.getOrDefault(shape.name(), List.of()).stream())
                .filter(pattern::names)
                .findFirst()
                .map(namedBy::get);
    }

    private static Feature with(Feature feature, UnaryOperator<RepoPath> change) {
        return feature.toBuilder()
                .writes(feature.fileWrites().stream().map(change).toList())
                .reads(feature.fileReads().stream().map(change).toList())
                .build();
    }
}
