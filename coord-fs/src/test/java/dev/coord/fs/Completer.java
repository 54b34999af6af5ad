package dev.coord.fs;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.Coordinator;
import dev.coord.state.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** One process of {@link SignalIT}: begins features as they are named to it, and completes each with the next line. */
final class Completer {

    private static final AgentId AGENT = new AgentId("implementor-1");

    private Completer() {}

    /** Arguments: the home, and which features. */
    public static void main(String[] arguments) throws IOException {
        try (DirectoryStore store = DirectoryStore.open(Path.of(arguments[0]), InstantSource.system())) {
            Coordinator coordinator = new Coordinator(store);
            for (int i = 1; i < arguments.length; i++) {
                FeatureId feature = new FeatureId(arguments[i]);
                coordinator.apply(new Command.StartFeature(feature, AGENT));
                System.out.println("ready");
                System.in.read();
                coordinator.apply(new Command.CompleteFeature(feature, AGENT, Optional.empty()));
            }
            System.out.println("done");
        }
    }
}
