package dev.coord.git.radar;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.object.CommitWriter;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Checkout;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.radar.LiveWork;
import dev.coord.radar.RadarPicture.Unseen;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds out what live works are now. */
final class LiveWorks implements AutoCloseable {

    private final Repository repository;
    private final IntegrationClone clone;
    private final InstantSource clock;
    private final Map<Path, LiveTree> trees = new HashMap<>();
    private final boolean watches;
    private int indexes;

    LiveWorks(Repository repository, IntegrationClone clone, InstantSource clock, boolean watches) {
        this.watches = watches;
        this.repository = repository;
        this.clone = clone;
        this.clock = clock;
    }

    /** What could be read, and what could not. */
    record Read(SortedMap<FeatureId, WorkSnapshot> works, List<Unseen> unseen) {}

    Read read(Collection<LiveWork> live) {
        SortedMap<FeatureId, WorkSnapshot> works = new TreeMap<>();
        List<Unseen> unseen = new ArrayList<>();
        Set<Path> used = new HashSet<>();
        List<String> refs =
                live.stream().flatMap(LiveWorks::branches).distinct().toList();
        Map<String, CommitId> tips = new Refs(repository.git()).commits(refs);
        List<Checkout> checkouts = tips.isEmpty() ? List.of() : repository.checkouts();
        try (CommitWriter commits = clone.commits()) {
            for (LiveWork work : live) {
                try {
                    find(work, tips, checkouts, used, commits).ifPresent(found -> works.put(work.feature(), found));
                } catch (LiveTree.Unreadable e) {
                    unseen.add(new Unseen(work.feature(), e.reason()));
                }
            }
        }
        trees.entrySet().removeIf(tree -> {
            boolean isOver = !used.contains(tree.getKey());
            if (isOver) {
                tree.getValue().close();
            }
            return isOver;
        });
        return new Read(works, unseen);
    }

    private static Stream<String> branches(LiveWork work) {
        return work instanceof LiveWork.OnBranch on ? on.branch().refs().stream() : Stream.empty();
    }

    private Optional<WorkSnapshot> find(
            LiveWork work, Map<String, CommitId> tips, List<Checkout> checkouts, Set<Path> used, CommitWriter commits)
            throws LiveTree.Unreadable {
        if (work instanceof LiveWork.Finished finished) {
            return Optional.of(WorkSnapshot.committed(finished.tip()));
        }
        if (work instanceof LiveWork.InWorkTree in) {
            Workspace place = in.workspace();
            WorkTree tree = WorkTree.at(place.directory(), repository.commonDirectory());
            return Optional.of(tree(tree.directory(), used).read(tree, place.branch(), Optional.of(place), commits));
        }
        LiveWork.OnBranch on = (LiveWork.OnBranch) work;
        for (String ref : on.branch().refs()) {
            Optional<CommitId> tip = Optional.ofNullable(tips.get(ref));
            if (tip.isPresent()) {
                Optional<WorkTree> tree = checkouts.stream()
                        .filter(checkout ->
                                checkout.branch().filter(ref::equals).isPresent())
                        .map(this::workTree)
                        .findFirst();
                return Optional.of(
                        tree.isPresent()
                                ? tree(tree.get().directory(), used).read(tree.get(), ref, Optional.empty(), commits)
                                : WorkSnapshot.committed(tip.get()));
            }
        }
        if (on.isExpected()) {
            throw new LiveTree.Unreadable("there is no branch '" + on.branch() + "', on which its work would be seen");
        }
        return Optional.empty();
    }

    private WorkTree workTree(Checkout checkout) {
        return new WorkTree(checkout.directory(), checkout.administration(repository.commonDirectory()), true);
    }

    private LiveTree tree(Path directory, Set<Path> used) {
        used.add(directory);
        return trees.computeIfAbsent(
                directory,
                place -> new LiveTree(
                        repository,
                        clone,
                        clock,
                        clone.directory().resolve("indexes").resolve("index-" + indexes++),
                        watches));
    }

    @Override
    public void close() {
        trees.values().forEach(LiveTree::close);
        trees.clear();
    }
}
