package dev.coord.core.conflict;

import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntList;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Plan.OverlapPolicy;
import java.util.List;

/**
 * What only one feature at a time may have under a policy: the paths and tables that several features contend for. They
 * are numbered anew, tables behind paths.
 *
 * @param kinds the kinds of conflict that are serialized
 * @param ofFeature for each feature what it needs
 * @param ofThing for each thing, ascending, the features that need it
 * @param overlaps for each thing the others that nobody else may have at the same time
 * @param names for each thing its name within its kind
 * @param kind for each thing the index of its kind
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers for speed; nobody compares two of these
public record MutexResources(
        List<Contended> kinds,
        IntAdjacency ofFeature,
        IntAdjacency ofThing,
        IntAdjacency overlaps,
        int[] names,
        int[] kind) {

    private static final int NOTHING = -1;

    public static MutexResources of(ConflictIndex index, OverlapPolicy policy) {
        Contended tables = index.kind(ConflictType.SCHEMA_CONFLICT);
        return of(
                policy == OverlapPolicy.SERIALIZE
                        ? List.of(index.kind(ConflictType.FILE_WRITE_CONFLICT), tables)
                        : List.of(tables));
    }

    private static MutexResources of(List<Contended> kinds) {
        IntList names = new IntList();
        IntList kind = new IntList();
        int[][] numbers = new int[kinds.size()][];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = numbered(kinds.get(k), k, names, kind);
        }
        IntAdjacency ofFeature = needs(kinds, numbers);
        return new MutexResources(
                kinds,
                ofFeature,
                ofFeature.transposed(names.size()),
                overlaps(kinds, numbers, names.size()),
                names.toArray(),
                kind.toArray());
    }

    /** The same where each feature has a part of its own of one thing, which then nobody contends for. */
    public MutexResources without(int thing) {
        IntList items = new IntList();
        int[] begin = new int[ofFeature.things() + 1];
        for (int feature = 0; feature < ofFeature.things(); feature++) {
            for (int at = ofFeature.begin(feature); at < ofFeature.end(feature); at++) {
                if (ofFeature.item(at) != thing) {
                    items.add(ofFeature.item(at));
                }
            }
            begin[feature + 1] = items.size();
        }
        IntAdjacency left = new IntAdjacency(begin, items.toArray());
        return new MutexResources(kinds, left, left.transposed(names.length), overlaps, names, kind);
    }

    public int things() {
        return names.length;
    }

    public String name(int thing) {
        return kinds.get(kind[thing]).names().name(names[thing]);
    }

    public ConflictType type(int thing) {
        return kinds.get(kind[thing]).type();
    }

    /** How many features stand in each other's way for it, each counted once for each thing that overlaps. */
    public int load(int thing) {
        int load = ofThing.count(thing);
        for (int at = overlaps.begin(thing); at < overlaps.end(thing); at++) {
            load += ofThing.count(overlaps.item(at));
        }
        return load;
    }

    private static int[] numbered(Contended contended, int index, IntList names, IntList kind) {
        IntAdjacency users = contended.mine().ofName();
        int[] numbers = new int[users.things()];
        for (int name = 0; name < numbers.length; name++) {
            // of what overlaps, the other may be only read; that costs a number and no wave
            boolean several = users.count(name) > 1
                    || (users.count(name) == 1 && contended.overlaps().count(name) > 0);
            numbers[name] = several ? names.size() : NOTHING;
            if (several) {
                names.add(name);
                kind.add(index);
            }
        }
        return numbers;
    }

    private static IntAdjacency needs(List<Contended> kinds, int[][] numbers) {
        int features = kinds.get(0).mine().ofFeature().things();
        int[] begin = new int[features + 1];
        IntList items = new IntList();
        for (int feature = 0; feature < features; feature++) {
            for (int k = 0; k < numbers.length; k++) {
                addNumbers(kinds.get(k).mine().ofFeature(), feature, numbers[k], items);
            }
            begin[feature + 1] = items.size();
        }
        return new IntAdjacency(begin, items.toArray());
    }

    private static IntAdjacency overlaps(List<Contended> kinds, int[][] numbers, int things) {
        int[] begin = new int[things + 1];
        IntList items = new IntList();
        int thing = 0;
        for (int k = 0; k < numbers.length; k++) {
            for (int name = 0; name < numbers[k].length; name++) {
                if (numbers[k][name] != NOTHING) {
                    addNumbers(kinds.get(k).overlaps(), name, numbers[k], items);
                    begin[++thing] = items.size();
                }
            }
        }
        return new IntAdjacency(begin, items.toArray());
    }

    private static void addNumbers(IntAdjacency of, int slice, int[] numbers, IntList items) {
        for (int at = of.begin(slice); at < of.end(slice); at++) {
            if (numbers[of.item(at)] != NOTHING) {
                items.add(numbers[of.item(at)]);
            }
        }
    }
}
