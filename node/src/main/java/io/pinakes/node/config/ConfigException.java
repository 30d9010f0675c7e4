package io.pinakes.node.config;

/** What a file or variable says cannot be: where it stands, and what is allowed there. */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * Makes one.
   *
   * @param what where and what is wrong, such as {@code /home/u/.config/pinakes/config:3: …}
   * @param fix what may stand there
   */
  public ConfigException(String what, String fix) {
    super(what);
    this.fix = fix;
  }

  /** The same, with what else mends it. */
  ConfigException mendedBy(String more) {
    return new ConfigException(String.valueOf(getMessage()), fix + " " + more);
  }

  /** What may stand there. */
  public String fix() {
    return fix;
  }
}
