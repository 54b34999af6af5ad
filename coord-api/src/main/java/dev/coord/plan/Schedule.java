package dev.coord.plan;

/** When the features of a plan begin. Specification 2.1. */
public enum Schedule {
    /** Wave by wave: a wave begins when the one before is integrated. The specification's rule. */
    WAVES,
    /** Each feature begins the moment its prerequisites are integrated and nothing it contends with is under way. */
    CONTINUOUS
}
