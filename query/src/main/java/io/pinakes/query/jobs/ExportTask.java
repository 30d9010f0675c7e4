package io.pinakes.query.jobs;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.home.OutputPlace;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.archive.OutputFile;
import io.pinakes.ipfs.car.CarException;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.query.json.ReportJson;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writing a version into a file, which changes nothing here. Who asks may do so from far: nothing
 * of the home goes for it, and of what lies elsewhere, archives only.
 */
final class ExportTask implements Task {
  private final Bank bank;
  private final String reference;
  private final Path file;
  private final boolean replace;

  ExportTask(Bank bank, String reference, Path file, boolean replace) {
    this.bank = bank;
    this.reference = reference;
    this.file = file;
    this.replace = replace;
  }

  @Override
  public Lane lane() {
    return Lane.HOME;
  }

  @Override
  public boolean stops() {
    return true;
  }

  @Override
  public void require() throws IOException {
    OutputPlace.requireOutside(bank.home().root(), file);
    if (replace && Files.isRegularFile(file)) {
      requireArchive();
    }
  }

  private void requireArchive() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CarReader unused = CarReader.open(in);
    } catch (CarException | EOFException e) {
      throw new IllegalArgumentException(
          "[" + file + "] is no archive, and only an archive is replaced: name another file", e);
    }
  }

  @Override
  public Result run(ProgressListener listener, Cancellation cancellation) throws IOException {
    // Again: a link may lead elsewhere by now.
    require();
    OutputFile target = OutputFile.at(file, replace);
    return new Result(
        JobState.SUCCEEDED, ReportJson.export(bank.exportCar(reference, target, cancellation)));
  }
}
