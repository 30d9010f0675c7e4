package io.pinakes.core.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.knowledge.Pages.Start;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Pages BOOK = new Pages(1, List.of(new Start(10, 2), new Start(20, 4)));

  @Test
  void aPlaceIsOnThePageThatBeganLast() {
    assertThat(List.of(BOOK.at(0), BOOK.at(9), BOOK.at(10), BOOK.at(19), BOOK.at(20), BOOK.at(99)))
        .containsExactly(1, 1, 2, 2, 4, 4);
    assertThat(Pages.NONE.at(5)).isZero();
  }

  @Test
  void aPartHasThePagesThatItTouches() {
    assertThat(BOOK.within(3, 10)).isEqualTo(Pages.of(1));
    assertThat(BOOK.within(3, 11)).isEqualTo(new Pages(1, List.of(new Start(10, 2))));
    assertThat(BOOK.within(10, 20)).isEqualTo(Pages.of(2));
    assertThat(BOOK.within(15, 30)).isEqualTo(new Pages(2, List.of(new Start(20, 4))));
    for (int start = 0; start < 30; start++) {
      for (int end = start + 1; end <= 30; end++) {
        for (int point = start; point < end; point++) {
          assertThat(BOOK.within(start, end).at(point)).isEqualTo(BOOK.at(point));
        }
      }
    }
  }

  @Test
  void whatGoesOnWithTheSamePageBeginsNone() {
    Pages.Builder pages = new Pages.Builder();
    pages.add(0, 1);
    pages.add(5, 1);
    pages.add(10, 2);
    pages.add(15, 2);
    pages.add(20, 4);
    assertThat(pages.build()).isEqualTo(BOOK);
    assertThat(BOOK.atMost(1)).isEqualTo(new Pages(1, List.of(new Start(10, 2))));
  }

  @Test
  void placesAscendAndPagesChange() {
    assertThatThrownBy(() -> new Pages(1, List.of(new Start(5, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pages(1, List.of(new Start(5, 2), new Start(5, 3))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pages.of(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
