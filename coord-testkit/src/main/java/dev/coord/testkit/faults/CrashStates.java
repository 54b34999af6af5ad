package dev.coord.testkit.faults;

import dev.coord.testkit.disk.Effect;
import dev.coord.testkit.disk.Effect.Change;
import dev.coord.testkit.disk.Effect.Entries;
import dev.coord.testkit.disk.Effect.Written;
import dev.coord.testkit.disk.Event;
import dev.coord.testkit.disk.Image;
import dev.coord.testkit.disk.Node;
import dev.coord.testkit.disk.Node.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Lists what a crash may leave, from what was done. */
final class CrashStates {

    private static final int MOST_SUBSETS_OF = 4;

    private final Node root;
    private final Map<Place, Node> earlier;
    private final List<Event> done;
    private final Set<Event> unsafe;
    private final int operations;
    private final Set<CrashState> states = new LinkedHashSet<>();

    private CrashStates(Node root, Map<Place, Node> earlier, List<Event> done) {
        this.root = root;
        this.earlier = earlier;
        this.done = done;
        this.unsafe = unsafe(done);
        this.operations = done.isEmpty() ? 0 : done.get(done.size() - 1).operation();
    }

    static Collection<CrashState> of(CrashModel model, Node root, Map<Place, Node> earlier, List<Event> done) {
        CrashStates states = new CrashStates(root, earlier, done);
        if (model == CrashModel.PROCESS_CRASH) {
            states.processCrash();
        } else {
            states.powerCut();
        }
        return states.states;
    }

    private void processCrash() {
        add("everything", done);
        if (!done.isEmpty()) {
            cuts(done.get(done.size() - 1), done);
        }
    }

    private void powerCut() {
        List<Event> all = List.copyOf(unsafe(event -> true));
        List<Event> entries = unsafe(event -> event.effect() instanceof Entries);
        List<Event> data = unsafe(event -> event.effect() instanceof Change);
        keep("nothing that was not forced", List.of());
        keep("everything", all);
        keep("directory entries without data", entries);
        keep("data without directory entries", data);
        for (int i = 0; i < all.size(); i++) {
            Event one = all.get(i);
            keep("up to " + one, all.subList(0, i + 1));
            keep("from " + one, all.subList(i, all.size()));
            keep("only " + one, List.of(one));
            keep("all but " + one, unsafe(event -> !event.equals(one)));
        }
        for (int i = 0; i < entries.size(); i++) {
            keep("entries up to " + entries.get(i) + " without data", entries.subList(0, i + 1));
        }
        subsets(entries, data);
        for (Event write : data) {
            cuts(write, all);
            cuts(write, List.of(write));
        }
    }

    private void subsets(List<Event> entries, List<Event> data) {
        if (entries.size() > MOST_SUBSETS_OF) {
            return;
        }
        for (int bits = 0; bits < 1 << entries.size(); bits++) {
            List<Event> chosen = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                if ((bits & 1 << i) != 0) {
                    chosen.add(entries.get(i));
                }
            }
            keep("entries " + chosen + " without data", chosen);
            Set<Event> kept = new HashSet<>(chosen);
            kept.addAll(data);
            keep("entries " + chosen + " and all data", kept);
        }
    }

    private void cuts(Event event, Collection<Event> kept) {
        if (!(event.effect() instanceof Written written)) {
            return;
        }
        int length = written.bytes().length();
        for (int cut : new int[] {1, length / 2, length - 1}) {
            if (cut > 0 && cut < length) {
                Event part = new Event(event.operation(), written.cut(cut), event.name() + " cut to " + cut + " bytes");
                Set<Event> chosen = new HashSet<>(kept);
                add(
                        part + " beside " + (kept.size() > 1 ? "everything" : "nothing"),
                        done.stream()
                                .filter(one -> chosen.contains(one) || !unsafe.contains(one))
                                .map(one -> one.equals(event) ? part : one)
                                .toList());
            }
        }
    }

    private void keep(String name, Collection<Event> survivors) {
        Set<Event> chosen = new HashSet<>(survivors);
        add(
                name,
                done.stream()
                        .filter(one -> chosen.contains(one) || !unsafe.contains(one))
                        .toList());
    }

    private void add(String survived, List<Event> events) {
        List<Effect> effects = events.stream().map(Event::effect).toList();
        states.add(new CrashState(operations, survived, Image.of(root, earlier, effects)));
    }

    private List<Event> unsafe(Predicate<Event> which) {
        return done.stream().filter(unsafe::contains).filter(which).toList();
    }

    private static Set<Event> unsafe(List<Event> done) {
        Set<Event> pending = new LinkedHashSet<>();
        Set<Event> lost = new LinkedHashSet<>();
        for (Event event : done) {
            if (event.effect() instanceof Entries || event.effect() instanceof Change) {
                pending.add(event);
            } else if (event.effect() instanceof Effect.Forced forced) {
                pending.removeIf(one -> isSavedWith(forced.node(), one.effect()));
            } else if (event.effect() instanceof Effect.NotForced failed) {
                pending.stream()
                        .filter(one -> isSavedWith(failed.node(), one.effect()))
                        .forEach(lost::add);
                pending.removeAll(lost);
            }
        }
        pending.addAll(lost);
        return pending;
    }

    private static boolean isSavedWith(Node forced, Effect effect) {
        return effect instanceof Entries entries
                ? entries.isIn(forced)
                : effect instanceof Change change && change.node() == forced;
    }
}
