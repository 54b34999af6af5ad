package dev.coord.content.dependency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The strong components of a graph. Pure. */
final class StrongComponents {
    private StrongComponents() {}

    /**
     * The sets of nodes that all reach each other.
     *
     * @param nodes where to begin, in order
     * @param next the nodes that one leads to
     * @return those of at least two nodes
     */
    static List<Set<String>> of(Iterable<String> nodes, Function<String, ? extends Iterable<String>> next) {
        Search search = new Search(next);
        nodes.forEach(search::from);
        return search.found;
    }

    /** Tarjan's search, with a stack of its own, since a chain of imports may be longer than a thread's. */
    private static final class Search {
        private final Function<String, ? extends Iterable<String>> next;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Map<String, Integer> lowest = new HashMap<>();
        private final Deque<String> open = new ArrayDeque<>();
        private final Set<String> isOpen = new HashSet<>();
        private final Deque<Visit> path = new ArrayDeque<>();
        private final List<Set<String>> found = new ArrayList<>();

        private record Visit(String node, Iterator<String> left) {}

        Search(Function<String, ? extends Iterable<String>> next) {
            this.next = next;
        }

        void from(String start) {
            if (numbers.containsKey(start)) {
                return;
            }
            enter(start);
            while (!path.isEmpty()) {
                Visit visit = path.getLast();
                if (!visit.left.hasNext()) {
                    leave(path.removeLast().node);
                    continue;
                }
                String target = visit.left.next();
                if (!numbers.containsKey(target)) {
                    enter(target);
                } else if (isOpen.contains(target)) {
                    lowest.merge(visit.node, numbers.get(target), Math::min);
                }
            }
        }

        private void enter(String node) {
            numbers.put(node, numbers.size());
            lowest.put(node, numbers.get(node));
            open.addLast(node);
            isOpen.add(node);
            path.addLast(new Visit(node, next.apply(node).iterator()));
        }

        private void leave(String node) {
            if (!path.isEmpty()) {
                lowest.merge(path.getLast().node, lowest.get(node), Math::min);
            }
            if (!Objects.equals(lowest.get(node), numbers.get(node))) {
                return;
            }
            Set<String> all = new HashSet<>();
            String last;
            do {
                last = open.removeLast();
                isOpen.remove(last);
                all.add(last);
            } while (!last.equals(node));
            if (all.size() > 1) {
                found.add(all);
            }
        }
    }

    /**
     * The shortest way.
     *
     * @param from where it begins
     * @param to where it ends
     * @param next the nodes that one leads to
     * @param most how many nodes are looked at
     * @return its nodes with both ends; empty where none was found
     */
    static List<String> way(String from, String to, Function<String, ? extends Iterable<String>> next, int most) {
        Map<String, String> cameFrom = new HashMap<>(Map.of(from, from));
        Deque<String> left = new ArrayDeque<>(List.of(from));
        while (!left.isEmpty() && !cameFrom.containsKey(to) && cameFrom.size() < most) {
            String node = left.removeFirst();
            for (String target : next.apply(node)) {
                if (cameFrom.putIfAbsent(target, node) == null) {
                    left.addLast(target);
                }
            }
        }
        List<String> way = new ArrayList<>();
        if (cameFrom.containsKey(to)) {
            for (String node = to; !node.equals(from); node = cameFrom.getOrDefault(node, from)) {
                way.add(node);
            }
            way.add(from);
        }
        Collections.reverse(way);
        return way;
    }
}
