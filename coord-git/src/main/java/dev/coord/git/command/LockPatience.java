package dev.coord.git.command;

import dev.coord.SafeText;
import dev.coord.core.process.OpenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long coord waits for a lock that another program holds on the user's repository. It never removes one: whoever made it
 * may be in the middle of something, also where nothing shows. It waits for each lock only once. Safe from many threads.
 */
public final class LockPatience {

    /** Where the caller says nothing else. */
    public static final Duration USUAL = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(LockPatience.class);

    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Duration limit;
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

    public LockPatience(Duration limit) {
        this.limit = limit;
    }

    /** Waits until the lock is gone; false if it outlasts the limit, did so before, or the thread is interrupted. */
    public boolean outlasts(Path lock) {
        if (givenUp.contains(identity(lock))) {
            return false;
        }
        long start = System.nanoTime();
        boolean told = false;
        while (isThere(lock)) {
            long waited = System.nanoTime() - start;
            if (waited > limit.toNanos() || Thread.currentThread().isInterrupted()) {
                givenUp.add(identity(lock));
                return false;
            }
            if (!told && waited > SILENCE.toNanos()) {
                LOG.warn("waiting for another program to be done: {}", SafeText.line(describe(lock)));
                told = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    /** Says that a lock on the configuration was left behind: git holds it for milliseconds, and nothing else would tell. */
    public static void tellLeft(Path commonDirectory) {
        Path lock = commonDirectory.resolve("config.lock");
        try {
            FileTime since = Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS);
            if (Duration.between(since.toInstant(), Instant.now()).compareTo(SILENCE) > 0) {
                LOG.warn(
                        "{}; while it is there nobody can change the configuration: end that program or, if there is none,"
                                + " remove the lock",
                        SafeText.line(describe(lock)));
            }
        } catch (IOException e) {
            LOG.debug("no lock on the configuration", e);
        }
    }

    public static boolean isThere(Path lock) {
        return !Files.notExists(lock, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is known of a lock, for a message. */
    public static String describe(Path lock) {
        List<String> holders = OpenFiles.holders(lock);
        String since = "";
        try {
            since = ", since " + Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return "the lock " + lock + ", which is gone by now";
        }
        return "the lock " + lock + since
                + (holders.isEmpty()
                        ? ", which no process seems to have open"
                        : ", which " + String.join(" and ", holders)
                                + (holders.size() == 1 ? " has open" : " have open"));
    }

    private static String identity(Path lock) {
        try {
            return lock + " " + Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return lock.toString();
        }
    }
}
