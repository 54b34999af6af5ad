package dev.coord.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.core.Coordinator;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.state.Command;
import dev.coord.testkit.InMemoryStore;
import dev.coord.testkit.junit.TempGitRepository;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the examples. */
@Timeout(120)
class ExamplesTest {

    private final InMemoryStore store = new InMemoryStore(InstantSource.system());

    @Test
    void eightAgentsMakeEveryFeatureOnce() throws Exception {
        FeatureSet features = FeatureSet.of(IntStream.range(0, 24)
                .mapToObj(number -> Feature.builder("F" + number)
                        .writes("file-" + number % 6 + ".ts")
                        .blockedBy(number < 12 ? new String[0] : new String[] {"F" + (number - 12)})
                        .build())
                .toList());
        ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();

        EightAgents.run(features, store, feature -> made.add(feature.id().value()));

        assertThat(made).hasSize(24).doesNotHaveDuplicates();
        assertThat(store.read().state().completed()).hasSize(24);
        assertThat(store.read().locks().leases()).isEmpty();
    }

    @Test
    void aStoppedRunGoesOn(@TempGitRepository Path repository) throws InterruptedException {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("A").writes("a.txt").build(),
                Feature.builder("B").writes("b.txt").blockedBy("A").build()));
        ConcurrentLinkedQueue<String> called = new ConcurrentLinkedQueue<>();
        CountDownLatch works = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();

        StoppedRun.run(
                repository,
                features,
                task -> {
                    called.add(task.feature().id().value());
                    if (called.size() == 2) {
                        works.countDown();
                        new CountDownLatch(1).await();
                    }
                    String file = task.feature().fileWrites().get(0).toString();
                    Files.writeString(task.workspace().directory().resolve(file), "made\n");
                    return new AgentResult.Succeeded();
                },
                threads,
                stop -> threads.execute(() -> {
                    try {
                        works.await();
                        stop.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));

        assertThat(called).containsExactly("A", "B", "B");
        assertThat(repository.resolve("b.txt")).hasContent("made");
        threads.shutdown();
    }

    /** A model that calls tools in a fixed order. */
    private static final class ScriptedModel implements ChatModel {

        private final Queue<ToolExecutionRequest> calls = new ArrayDeque<>();
        private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();

        ScriptedModel calling(String tool, String arguments) {
            calls.add(ToolExecutionRequest.builder()
                    .id(tool)
                    .name(tool)
                    .arguments(arguments)
                    .build());
            return this;
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            ChatMessage last = request.messages().get(request.messages().size() - 1);
            if (last instanceof ToolExecutionResultMessage result) {
                answers.add(result.text());
            }
            ToolExecutionRequest next = calls.poll();
            AiMessage message = next == null ? AiMessage.from("done") : AiMessage.from(next);
            return ChatResponse.builder().aiMessage(message).build();
        }
    }

    interface Assistant {

        String work(String order);
    }

    @Test
    void aModelOfLangChain4jClaimsLocksAndCompletes() {
        Coordinator coordinator = new Coordinator(store);
        coordinator
                .apply(new Command.StoreFeatures(FeatureSet.of(
                        List.of(Feature.builder("A").writes("a.ts").build()))))
                .orElseThrow();
        ScriptedModel model = new ScriptedModel()
                .calling("next", "{}")
                .calling("lock", "{\"path\": \"b.ts\"}")
                .calling("complete", "{}")
                .calling("next", "{}");

        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .tools(new LangChainTools(coordinator, new AgentId("model-1")))
                .build();
        assistant.work("Make what there is to make.");

        assertThat(model.answers).hasSize(4);
        assertThat(model.answers.peek()).contains("feature 'A' is yours");
        assertThat(model.answers).last().asString().contains("every feature is completed");
        assertThat(store.read().locks().leases()).isEmpty();
    }
}
