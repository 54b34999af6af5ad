package dev.coord.cli.golden;

/** Commands in a fixed order. */
interface GoldenScript {

    void play(GoldenStage stage) throws Exception;
}
