package dev.coord.testkit.concurrent;

import static org.assertj.core.api.Assertions.fail;

import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each thread was answered that counted one number up, held against the number that the store has in the end. */
public final class Acknowledged {

    private Acknowledged() {}

    /** Fails with the numbers, and with two updates that cannot both have been kept. */
    public static void requireKept(List<? extends List<Integer>> answers, CoordinationStore store) {
        int acknowledged = answers.stream().mapToInt(List::size).sum();
        Snapshot last = store.read();
        String twice = answeredTwice(answers);
        if (!twice.isEmpty() || Counter.of(last) != acknowledged || last.revision() != acknowledged) {
            fail(String.format(
                    Locale.ROOT,
                    "promise of CoordinationStore.update: no acknowledged update is lost%n"
                            + "%,d updates acknowledged, %,d kept, and the revision has grown by %,d%n%s",
                    acknowledged,
                    Counter.of(last),
                    last.revision(),
                    twice));
        }
    }

    private static String answeredTwice(List<? extends List<Integer>> answers) {
        Map<Integer, String> first = new HashMap<>();
        for (int thread = 0; thread < answers.size(); thread++) {
            for (int update = 0; update < answers.get(thread).size(); update++) {
                int answer = answers.get(thread).get(update);
                String here = "by its update " + (update + 1);
                String before = first.put(answer, "thread " + (thread + 1) + " was answered " + answer + " " + here);
                if (before != null) {
                    return before + ", and thread " + (thread + 1) + " " + here + ": both found " + (answer - 1);
                }
            }
        }
        return "";
    }
}
