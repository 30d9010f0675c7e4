package io.pinakes.query.search;

import io.pinakes.query.SearchableDataset;
import io.pinakes.vectorstore.fusion.FusedChunk;
import java.util.List;
import java.util.Map;

/**
 * Chunks in the order of their fused scores, not yet checked.
 *
 * @param fused best first
 * @param homes for each chunk the datasets that found it, in the order in which they were opened
 */
public record Candidates(List<FusedChunk> fused, Map<String, List<SearchableDataset>> homes) {}
