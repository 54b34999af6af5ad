package dev.coord.core.json.history;

import dev.coord.AgentId;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.core.json.DocumentTree;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonText;
import dev.coord.core.json.state.FeatureSetJson;
import dev.coord.core.json.state.LocksJson;
import dev.coord.core.json.state.ProcessJson;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of the rules, as one line of compact JSON in ASCII; {@code command} names it. What {@link #read} makes of what
 * {@link #line} made is equal to the command. Safe for use by several threads.
 */
public final class CommandJson {

    private CommandJson() {}

    /**
     * Writes a command.
     *
     * @param command the command
     * @return one line, without a line feed
     */
    public static String line(Command<?> command) {
        return new String(JsonText.compact(out -> write(out, command)), StandardCharsets.US_ASCII);
    }

    /**
     * Reads a command. Fields that this version does not know are ignored.
     *
     * @param line a line, with or without its line feed
     * @return the command; none if the line is torn, or asks for something that this version does not know
     */
    public static Optional<Command<?>> read(String line) {
        try {
            return Optional.of(
                    read(FieldReader.of(DocumentTree.read(line.getBytes(StandardCharsets.UTF_8), null), null)));
        } catch (IOException | StoreFailed e) {
            return Optional.empty();
        }
    }

    private static void write(FieldWriter out, Command<?> command) {
        if (command instanceof Command.RequestLocks request) {
            LocksJson.writeRequest(named(out, "request_locks"), request.request());
            out.optionalObject("waiter", request.waiter(), ProcessJson::write);
        } else if (command instanceof Command.WithdrawRequest withdraw) {
            named(out, "withdraw_request").text("request", withdraw.request());
        } else if (command instanceof Command.RenewLease renew) {
            named(out, "renew_lease").text("lease", renew.lease());
        } else if (command instanceof Command.ReleaseLease release) {
            named(out, "release_lease").text("lease", release.lease());
        } else if (command instanceof Command.UpgradeLease upgrade) {
            named(out, "upgrade_lease")
                    .text("lease", upgrade.lease())
                    .text("patience", upgrade.patience())
                    .optionalObject("waiter", upgrade.waiter(), ProcessJson::write);
        } else if (command instanceof Command.DowngradeLease downgrade) {
            named(out, "downgrade_lease").text("lease", downgrade.lease());
        } else if (command instanceof Command.DetachLease detach) {
            named(out, "detach_lease").text("lease", detach.lease());
        } else if (command instanceof Command.BreakLease broken) {
            named(out, "break_lease").text("lease", broken.lease()).text("reason", broken.reason());
        } else if (command instanceof Command.StoreFeatures store) {
            FeatureSetJson.write(named(out, "store_features"), store.features());
        } else {
            writeStep(out, command);
        }
    }

    private static void writeStep(FieldWriter out, Command<?> command) {
        if (command instanceof Command.StartFeature start) {
            step(out, "start_feature", start.feature(), start.agent());
        } else if (command instanceof Command.ClaimFeature claim) {
            named(out, "claim_feature")
                    .text("request", claim.request())
                    .text("agent", claim.agent())
                    .text("ttl", claim.ttl())
                    .optionalObject("owner", claim.owner(), ProcessJson::write)
                    .texts("made", claim.made());
        } else if (command instanceof Command.CompleteFeature complete) {
            token(step(out, "complete_feature", complete.feature(), complete.agent()), complete.token());
        } else if (command instanceof Command.BlockFeature block) {
            token(
                    step(out, "block_feature", block.feature(), block.agent()).text("reason", block.reason()),
                    block.token());
        } else if (command instanceof Command.FailFeature fail) {
            token(step(out, "fail_feature", fail.feature(), fail.agent()).text("reason", fail.reason()), fail.token());
        } else if (command instanceof Command.RetryFeature retry) {
            step(out, "retry_feature", retry.feature(), retry.agent());
        } else {
            throw new AssertionError(command);
        }
    }

    private static FieldWriter named(FieldWriter out, String name) {
        return out.text("command", name);
    }

    private static FieldWriter step(FieldWriter out, String name, FeatureId feature, AgentId agent) {
        return named(out, name).text("feature", feature).text("agent", agent);
    }

    private static void token(FieldWriter out, Optional<FencingToken> token) {
        token.ifPresent(known -> out.number("token", known.value()));
    }

    private static Optional<FencingToken> token(FieldReader in) {
        return in.has("token") ? Optional.of(new FencingToken(in.number("token"))) : Optional.empty();
    }

    private static Command<?> read(FieldReader in) {
        return switch (in.text("command")) {
            case "request_locks" ->
                new Command.RequestLocks(LocksJson.readRequest(in), in.optionalObject("waiter", ProcessJson::read));
            case "withdraw_request" -> new Command.WithdrawRequest(in.value("request", RequestId::new));
            case "renew_lease" -> new Command.RenewLease(lease(in));
            case "release_lease" -> new Command.ReleaseLease(lease(in));
            case "upgrade_lease" ->
                new Command.UpgradeLease(
                        lease(in),
                        in.value("patience", Duration::parse),
                        in.optionalObject("waiter", ProcessJson::read));
            case "downgrade_lease" -> new Command.DowngradeLease(lease(in));
            case "detach_lease" -> new Command.DetachLease(lease(in));
            case "break_lease" -> new Command.BreakLease(lease(in), in.text("reason"));
            case "store_features" -> new Command.StoreFeatures(FeatureSetJson.read(in));
            case "claim_feature" ->
                new Command.ClaimFeature(
                        in.value("request", RequestId::new),
                        in.value("agent", AgentId::new),
                        in.value("ttl", Duration::parse),
                        in.optionalObject("owner", ProcessJson::read),
                        in.values("made", FeatureId::new));
            default -> readStep(in, in.value("feature", FeatureId::new), in.value("agent", AgentId::new));
        };
    }

    private static Command<LifecycleOutcome> readStep(FieldReader in, FeatureId feature, AgentId agent) {
        return switch (in.text("command")) {
            case "start_feature" -> new Command.StartFeature(feature, agent);
            case "complete_feature" -> new Command.CompleteFeature(feature, agent, token(in));
            case "block_feature" -> new Command.BlockFeature(feature, agent, in.text("reason"), token(in));
            case "fail_feature" -> new Command.FailFeature(feature, agent, in.text("reason"), token(in));
            case "retry_feature" -> new Command.RetryFeature(feature, agent);
            default -> throw in.unknown("command");
        };
    }

    private static LeaseId lease(FieldReader in) {
        return in.value("lease", LeaseId::new);
    }
}
