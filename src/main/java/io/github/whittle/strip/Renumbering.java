package io.github.whittle.strip;

import io.github.whittle.elf.Section;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What indices of sections become when some sections go.
 *
 * <p>Up to the last section that is loaded all stay, since the dynamic symbols, which are loaded
 * too, hold some: what goes there leaves an empty header.
 */
final class Renumbering {
  private final int[] after;
  private final BitSet gone;

  private Renumbering(int[] after, BitSet gone) {
    this.after = after;
    this.gone = gone;
  }

  static Renumbering of(List<Section> sections, BitSet gone) {
    int fixed = sections.size();
    while (fixed > 1 && !sections.get(fixed - 1).has(Section.SHF_ALLOC)) {
      fixed--;
    }
    var after = new int[sections.size()];
    int next = 0;
    for (int i = 0; i < after.length; i++) {
      after[i] = gone.get(i) ? 0 : next;
      next += i >= fixed && gone.get(i) ? 0 : 1;
    }
    return new Renumbering(after, (BitSet) gone.clone());
  }

  /** The index afterwards; 0, {@code SHN_UNDEF}, for what is gone; the same for what is none. */
  int after(int index) {
    return index >= 0 && index < after.length ? after[index] : index;
  }

  boolean isGone(int index) {
    return index >= 0 && gone.get(index);
  }

  /** How many headers there are up to the last that stays. */
  int count() {
    return 1 + Arrays.stream(after).max().orElse(0);
  }

  /** Whether what stays has the index that it had. */
  boolean isNone() {
    for (int i = 0; i < after.length; i++) {
      if (!gone.get(i) && after[i] != i) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Renumbering that
        && Arrays.equals(after, that.after)
        && gone.equals(that.gone);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(after);
  }
}
