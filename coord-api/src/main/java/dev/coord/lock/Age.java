package dev.coord.lock;

import java.time.Instant;

/**
 * How old a piece of work is, for {@link ContentionPolicy#WAIT_DIE} and {@link ContentionPolicy#WOUND_WAIT}: earlier waves
 * are older, and within a wave the agent that asked first. Of equal age, the agent whose id comes first counts as older.
 * An agent that asks again after it was denied or wounded keeps its age, and so becomes the oldest in time.
 *
 * @param wave number of the wave the work belongs to, {@link #NO_WAVE} if to none
 * @param firstAsked when it first asked for locks
 */
public record Age(int wave, Instant firstAsked) implements Comparable<Age> {

    /** Of work that belongs to no wave: younger than all that does. */
    public static final int NO_WAVE = Integer.MAX_VALUE;

    /** The older one comes first. */
    @Override
    public int compareTo(Age other) {
        int byWave = Integer.compare(wave, other.wave);
        return byWave != 0 ? byWave : firstAsked.compareTo(other.firstAsked);
    }
}
