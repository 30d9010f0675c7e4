package io.pinakes.benchmarks.ann;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One measurement.
 *
 * @param engine such as {@code pinakes int4}
 * @param beam candidates kept on the way; 0 for comparing all
 * @param rescored candidates ranked in full precision; 0 for none
 * @param recall share of the true neighbours that were found, 0 to 1
 * @param qps questions a second, all threads together, median of the runs
 * @param hotBytes bytes a vector that a search walks over; full vectors read for the last ranking
 *     are not among them
 */
public record AnnPoint(
    String engine, int beam, int rescored, double recall, double qps, double hotBytes) {

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("engine", engine);
    fields.put("beam", beam);
    fields.put("rescored", rescored);
    fields.put("recall", recall);
    fields.put("qps", qps);
    fields.put("hot_bytes_per_vector", hotBytes);
    return fields;
  }
}
