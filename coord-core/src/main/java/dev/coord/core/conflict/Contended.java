package dev.coord.core.conflict;

import dev.coord.FeatureId;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntList;
import dev.coord.core.ints.Names;
import dev.coord.core.path.PathOverlaps;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Conflicts.ConflictGroup;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * One kind of conflict: what some features use and others use as well. Of a mutual kind both are the same.
 *
 * @param type which kind
 * @param names the names that are used
 * @param mine who uses which name
 * @param yours who else
 * @param overlaps for each name the others that overlap it
 */
public record Contended(ConflictType type, Names names, Uses mine, Uses yours, IntAdjacency overlaps) {

    static Contended mutual(ConflictType type, Names names, Uses users, IntAdjacency overlaps) {
        return new Contended(type, names, users, users, overlaps);
    }

    boolean isMutual() {
        return type != ConflictType.READ_AFTER_WRITE;
    }

    public Conflict conflict(FeatureId first, FeatureId second, List<String> subjects, boolean ordered) {
        return switch (type) {
            case FILE_WRITE_CONFLICT -> new Conflict.FileWrite(first, second, subjects, ordered);
            case SCHEMA_CONFLICT -> new Conflict.Schema(first, second, subjects, ordered);
            case RESOURCE_CONTENTION -> new Conflict.Resource(first, second, subjects, ordered);
            case READ_AFTER_WRITE -> new Conflict.ReadAfterWrite(first, second, subjects, ordered);
            default -> throw new AssertionError(type);
        };
    }

    /** Adds each other feature beside each name it shares with one; of a mutual kind larger ones only. */
    void addSharedBy(int feature, int kind, SharedNames shared) {
        for (int at = mine.ofFeature().begin(feature); at < mine.ofFeature().end(feature); at++) {
            int name = mine.ofFeature().item(at);
            addUsers(feature, name, name, kind, shared);
            for (int over = overlaps.begin(name); over < overlaps.end(name); over++) {
                addUsers(feature, name, overlaps.item(over), kind, shared);
            }
        }
    }

    private void addUsers(int feature, int name, int used, int kind, SharedNames shared) {
        IntAdjacency users = yours.ofName();
        for (int at = users.end(used) - 1; at >= users.begin(used); at--) {
            int other = users.item(at);
            if (isMutual() && other <= feature) {
                break;
            }
            if (other != feature) {
                shared.add(other, kind, name);
                if (isMutual() && used != name) {
                    shared.add(other, kind, used);
                }
            }
        }
    }

    /** The names that more than one feature contends for, those with most features first. */
    public int[] contended() {
        IntList found = new IntList();
        for (int name = 0; name < mine.ofName().things(); name++) {
            if (isContended(name)) {
                found.add(name);
            }
        }
        int[] names = found.toArray();
        long[] bySize = new long[names.length];
        for (int i = 0; i < names.length; i++) {
            bySize[i] = (long) -mine.ofName().count(names[i]) << Integer.SIZE | names[i];
        }
        Arrays.sort(bySize);
        for (int i = 0; i < names.length; i++) {
            names[i] = (int) bySize[i];
        }
        return names;
    }

    private boolean isContended(int name) {
        int users = mine.ofName().count(name);
        if (users == 0 || (isMutual() && users > 1)) {
            return users > 1;
        }
        // who reads, or writes, both sides alone contends with nobody
        int alone = users > 1 ? Names.NONE : mine.ofName().item(mine.ofName().begin(name));
        boolean others = !isMutual() && hasOther(name, alone);
        for (int at = overlaps.begin(name); at < overlaps.end(name) && !others; at++) {
            others = isTold(name, overlaps.item(at)) && hasOther(overlaps.item(at), alone);
        }
        return others;
    }

    private boolean hasOther(int name, int than) {
        IntAdjacency users = yours.ofName();
        int count = users.count(name);
        return count > 1 || (count == 1 && users.item(users.begin(name)) != than);
    }

    /** Those of the other side, ascending: of a mutual kind the users of what overlaps the name and is told here. */
    int[] othersOf(int name) {
        IntList others = new IntList();
        if (!isMutual()) {
            addAll(name, others);
        }
        for (int at = overlaps.begin(name); at < overlaps.end(name); at++) {
            if (isTold(name, overlaps.item(at))) {
                addAll(overlaps.item(at), others);
            }
        }
        return Arrays.stream(others.sorted()).distinct().toArray();
    }

    private boolean isTold(int name, int other) {
        return !isMutual() || PathOverlaps.isToldAt(overlaps, name, other);
    }

    private void addAll(int name, IntList all) {
        IntAdjacency users = yours.ofName();
        for (int at = users.begin(name); at < users.end(name); at++) {
            all.add(users.item(at));
        }
    }

    ConflictGroup group(int name, List<FeatureId> ids) {
        return new ConflictGroup(
                type, names.name(name), new Named(mine.ofName().of(name), ids), new Named(othersOf(name), ids));
    }

    /** Ids of numbers, without a copy of the ids. */
    private static final class Named extends AbstractList<FeatureId> implements RandomAccess {

        private final int[] numbers;
        private final List<FeatureId> ids;

        Named(int[] numbers, List<FeatureId> ids) {
            this.numbers = numbers;
            this.ids = ids;
        }

        @Override
        public FeatureId get(int index) {
            return ids.get(numbers[index]);
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }
}
