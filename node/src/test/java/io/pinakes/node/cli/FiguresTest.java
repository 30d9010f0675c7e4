package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void bytesAreInBinaryUnitsWithOneDecimalBelowTen() {
    assertThat(Figures.bytes(1023)).isEqualTo("1023 B");
    assertThat(Figures.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Figures.bytes(45L << 20)).isEqualTo("45 MiB");
  }

  @Test
  void countsCarryTheirNoun() {
    assertThat(Figures.count(1, "file")).isEqualTo("1 file");
    assertThat(Figures.count(9746, "file")).isEqualTo("9,746 files");
  }

  @Test
  void durationsGrowIntoMinutesAndHours() {
    assertThat(Figures.seconds(0.84)).isEqualTo("0.8 s");
    assertThat(Figures.seconds(75)).isEqualTo("1:15 min");
    assertThat(Figures.seconds(3700)).isEqualTo("1:01 h");
  }
}
