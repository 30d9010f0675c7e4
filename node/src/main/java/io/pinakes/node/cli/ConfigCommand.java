package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.home.PrivateFiles;
import io.pinakes.datasets.home.ReadOnlyHomeException;
import io.pinakes.node.config.ConfigException;
import io.pinakes.node.config.ConfigFile;
import io.pinakes.node.config.ConfigPlaces;
import io.pinakes.node.config.Origin;
import io.pinakes.node.config.Setting;
import io.pinakes.node.config.Settings;
import io.pinakes.node.config.Settings.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pinakes config}: what is set, where, and how to set it. */
@Command(
    name = "config",
    description = {
      "Show and change settings.",
      "",
      "What holds: an option, else a variable, else the home's file, else yours",
      "(~/.config/pinakes/config), else the machine's (/etc/pinakes/config).",
      "",
      "  pinakes config show --origin            what holds, and who says so",
      "  pinakes config set quota 20G            in the home's file",
      "  pinakes config set --user generator ollama    in yours, for all homes",
      "  pinakes config unset quota",
      "",
      "A file has a line KEY = VALUE for each, and # before what is said to people. Secrets are in",
      "no file: OPENAI_API_KEY and PINAKES_KUBO_TOKEN are taken from the environment.",
      ""
    },
    subcommands = {ConfigCommand.Show.class, ConfigCommand.Set.class, ConfigCommand.Unset.class})
final class ConfigCommand implements Callable<Integer> {
  /** What is never in a file and never shown. */
  private static final List<String> SECRETS = List.of("OPENAI_API_KEY", "PINAKES_KUBO_TOKEN");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }

  /** What holds. */
  @Command(
      name = "show",
      description = {
        "Show what holds.",
        "",
        "  pinakes config show --origin",
        "  pinakes config show listen",
        ""
      })
  static final class Show implements Callable<Integer> {
    private final Session session;

    @Option(names = "--origin", description = "Say where each is from.")
    private boolean origin;

    @Parameters(paramLabel = "KEY", arity = "0..*", description = "Only these.")
    private List<String> keys = new ArrayList<>();

    Show(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Settings outside = session.settings().collectMistakes();
      // Where no home can be, there is none to ask either.
      outside
          .mistake(KnownSettings.HOME)
          .filter(e -> session.options().home == null)
          .ifPresent(
              e -> {
                throw e;
              });
      Settings settings = session.settings().all(session.home());
      List<Setting> shown =
          keys.isEmpty()
              ? KnownSettings.ALL
              : keys.stream().map(key -> settings.named(key, "")).toList();
      ObjectNode document = Json.document("pinakes.config/1");
      ArrayNode files = document.putArray("files");
      for (Path file : files()) {
        files.addObject().put("path", file.toString()).put("exists", Files.exists(file));
      }
      ArrayNode list = document.putArray("settings");
      for (Setting setting : shown) {
        show(setting, effective(settings, setting), settings.mistake(setting), list.addObject());
      }
      if (keys.isEmpty()) {
        SECRETS.forEach(name -> secret(name, list.addObject()));
      }
      List<ConfigException> mistakes = keys.isEmpty() ? settings.mistakes() : of(shown, settings);
      ArrayNode told = document.putArray("mistakes");
      for (ConfigException mistake : mistakes) {
        told.addObject().put("error", mistake.getMessage()).put("fix", mistake.fix());
      }
      if (session.json()) {
        session.print(document);
      } else {
        mistakes.forEach(e -> session.note(e.getMessage() + "\n  " + e.fix()));
      }
      return mistakes.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private static List<ConfigException> of(List<Setting> shown, Settings settings) {
      return shown.stream().flatMap(setting -> settings.mistake(setting).stream()).toList();
    }

    private List<Path> files() {
      List<Path> files =
          new ArrayList<>(
              ConfigPlaces.outside(session.environment(), System.getProperty("os.name", "")));
      files.add(ConfigPlaces.ofHome(session.home()));
      return files;
    }

    private Value effective(Settings settings, Setting setting) {
      Optional<Value> flag =
          switch (setting.key()) {
            case "home" -> Optional.ofNullable(session.options().home).map(home -> flag(setting));
            case "quota" ->
                Optional.ofNullable(session.options().quota)
                    .map(size -> new Value(size.bytes() + "", new Origin.Flag(setting.flag())));
            case "ipfs" ->
                Optional.ofNullable(session.options().ipfs)
                    .map(text -> new Value(text, new Origin.Flag(setting.flag())));
            default -> Optional.empty();
          };
      Value value =
          flag.or(() -> settings.find(setting))
              .orElseGet(() -> new Value(setting.fallback(), new Origin.Default()));
      return setting.key().equals("home")
          ? new Value(session.home().toString(), value.origin())
          : value;
    }

    private Value flag(Setting setting) {
      return new Value(session.home().toString(), new Origin.Flag(setting.flag()));
    }

    private void show(
        Setting setting, Value value, Optional<ConfigException> mistake, ObjectNode node) {
      String text = Setting.masked(value.text());
      node.put("key", setting.key());
      if (!text.isEmpty()) {
        node.put("value", text);
      }
      node.put("flag", setting.flag()).put("variable", setting.variable());
      write(value.origin(), node.putObject("origin"));
      mistake.ifPresent(e -> node.put("wrong", e.getMessage()));
      if (!session.json()) {
        line(
            setting.key(),
            (text.isEmpty() ? "-" : Printable.text(text)) + (mistake.isPresent() ? "  WRONG" : ""),
            value.origin().toString());
      }
    }

    private void secret(String name, ObjectNode node) {
      boolean set = !session.environment().getOrDefault(name, "").isBlank();
      node.put("key", name).put("secret", true).put("set", set);
      if (!session.json()) {
        line(name, set ? "set, not shown" : "-", set ? "$" + name : "default");
      }
    }

    private void line(String key, String value, String from) {
      String form = origin ? "%-20s %-42s %s%n" : "%-20s %s%n";
      session.outWriter().printf(Locale.ROOT, form, key, value, from);
    }

    private static void write(Origin origin, ObjectNode node) {
      switch (origin) {
        case Origin.Line line ->
            node.put("kind", "file").put("file", line.file().toString()).put("line", line.line());
        case Origin.Variable variable ->
            node.put("kind", "environment").put("variable", variable.name());
        case Origin.Flag flag -> node.put("kind", "flag").put("flag", flag.name());
        case Origin.Default none -> node.put("kind", "default");
      }
    }
  }

  /** Sets one. */
  @Command(
      name = "set",
      description = {
        "Set a key in the home's file; what else stands there stays as it is.",
        "",
        "  pinakes config set listen 127.0.0.1:8000",
        "  pinakes config set --user generator ollama",
        ""
      })
  static final class Set implements Callable<Integer> {
    private final Session session;

    @Option(names = "--user", description = "In your own file, for all homes.")
    private boolean user;

    @Parameters(index = "0", paramLabel = "KEY", description = "What: see config show.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "To what.")
    private String value = "";

    Set(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      Setting setting = Settings.named(KnownSettings.ALL, key, "");
      setting.require(value.strip(), key);
      if (value.lines().count() > 1) {
        throw new CliException(ExitCode.USAGE, key + ": the value has several lines", "");
      }
      if (key.equals("home") && !user) {
        throw new CliException(
            ExitCode.USAGE,
            "a home cannot say where it is",
            "Say it in your own file: pinakes config set --user home DIR");
      }
      String written =
          key.equals("home") ? Path.of(value.strip()).toAbsolutePath().toString() : value.strip();
      return change(session, user, file -> file.with(key, written), "set", key);
    }
  }

  /** Takes one away. */
  @Command(
      name = "unset",
      description = {
        "Take a key out of the home's file, so that what stands elsewhere holds, or the default.",
        "",
        "  pinakes config unset listen",
        "  pinakes config unset --user generator",
        ""
      })
  static final class Unset implements Callable<Integer> {
    private final Session session;

    @Option(names = "--user", description = "Out of your own file.")
    private boolean user;

    @Parameters(index = "0", paramLabel = "KEY", description = "What.")
    private String key = "";

    Unset(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      // Another wrong value must not keep this one from being taken away.
      session.settings().collectMistakes();
      ConfigFile file = SessionSettings.read(place(session, user));
      if (!file.has(key)) {
        throw new CliException(
            ExitCode.NOT_FOUND,
            "[" + key + "] is not set in [" + file.path() + "]",
            "See who sets it: " + session.command("config show --origin"));
      }
      return change(session, user, before -> before.without(key), "unset", key);
    }
  }

  private static Path place(Session session, boolean user) {
    return user ? session.settings().userFile() : ConfigPlaces.ofHome(session.home());
  }

  private static CliException unwritable(
      Session session, boolean user, Path path, String key, IOException cause) {
    String other =
        user
            ? "in the home's file: " + session.command("config set KEY VALUE")
            : "in your own file: " + session.command("config set --user KEY VALUE");
    String variable =
        KnownSettings.ALL.stream()
            .filter(setting -> setting.key().equals(key))
            .map(setting -> ", or for one start with $" + setting.variable())
            .findFirst()
            .orElse("");
    return new CliException(
        ExitCode.FAILURE,
        "[" + path + "] cannot be written: " + Failures.sentence(cause),
        "Make it writable, or say it " + other + variable,
        cause);
  }

  private static int change(
      Session session, boolean user, UnaryOperator<ConfigFile> change, String verb, String key)
      throws IOException {
    Path path = place(session, user);
    ConfigFile changed = change.apply(SessionSettings.read(path));
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        PrivateFiles.createPrivate(folder);
      }
      PrivateFiles.write(path, changed.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (ReadOnlyHomeException.isRefusal(e)) {
        throw unwritable(session, user, path, key, e);
      }
      throw e;
    }
    if (session.json()) {
      session.print(
          Json.document("pinakes.config.change/1")
              .put("file", path.toString())
              .put("key", key)
              .put("change", verb));
    } else {
      session.note(
          verb + " " + key + " in " + path + "; a node that runs has it from its next start on.");
    }
    return ExitCode.OK;
  }
}
