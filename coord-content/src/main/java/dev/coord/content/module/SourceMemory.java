package dev.coord.content.module;

import dev.coord.content.json.JsonData;

/** What has been read of files, kept by their contents for the candidates to come. Safe from all threads. */
public final class SourceMemory {
    final Known<SourceFacts> facts = new Known<>();
    final Known<SourceFacts> closeFacts = new Known<>();
    final Known<JsonData> data = new Known<>();
    final Known<String> texts = new Known<>();

    /** Knows nothing yet. */
    public SourceMemory() {}
}
