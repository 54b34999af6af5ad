package dev.coord.cli;

/** The entry point of the coord command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("coord " + Main.class.getPackage().getImplementationVersion());
    }
}
