package io.pinakes.datasets.vectors;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which datasets are having their vectors made anew under another model: what is staged for that
 * model is theirs, and stays until they are at their end.
 *
 * <pre>
 * building   dataset   → the id of the model, UTF-8
 * </pre>
 */
public final class Building {
  private final Table building;

  /** The table in a store. */
  public Building(Store store) {
    this.building = store.table("building");
  }

  /** The model under which a dataset's vectors are being made; empty if they are not. */
  public Optional<String> of(DatasetRecord dataset) throws IOException {
    return building
        .get(Keys.dataset(dataset.number()))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Begins. */
  public void begin(Batch batch, DatasetRecord dataset, String model) {
    batch.put(building, Keys.dataset(dataset.number()), model.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends. */
  public void end(Batch batch, DatasetRecord dataset) {
    batch.delete(building, Keys.dataset(dataset.number()));
  }

  /** Whether any dataset's vectors are being made under that model. */
  public boolean isBuilding(String model) throws IOException {
    boolean[] found = {false};
    building.scan(
        new byte[0],
        (key, value) -> {
          found[0] = new String(value, StandardCharsets.UTF_8).equals(model);
          return !found[0];
        });
    return found[0];
  }
}
