package dev.coord.cli;

/** Commands in a fixed order. */
interface GoldenScript {

    void play(GoldenStage stage) throws Exception;
}
