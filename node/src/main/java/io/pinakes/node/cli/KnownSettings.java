package io.pinakes.node.cli;

import io.pinakes.node.config.Setting;
import io.pinakes.node.logging.LogFormat;
import io.pinakes.node.logging.Logs;
import io.pinakes.query.failure.WorkException;
import io.pinakes.query.generate.Endpoint;
import io.pinakes.query.http.vertx.ServeOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All that can be set in files and the environment; each is an option of some command, too. */
final class KnownSettings {
  static final Setting HOME =
      new Setting(
          "home",
          "--home",
          "PINAKES_HOME",
          "a folder, such as /srv/pinakes (in a file: its whole path)",
          "the user's data folder",
          KnownSettings::requirePath);
  static final Setting QUOTA =
      new Setting(
          "quota",
          "--quota",
          "PINAKES_QUOTA",
          "a size, such as 500M or 20G",
          "no limit",
          ByteSize::parse);
  static final Setting IPFS =
      new Setting(
          "ipfs",
          "--ipfs",
          "PINAKES_IPFS",
          "the address of a Kubo, such as kubo=/ip4/127.0.0.1/tcp/5001",
          "",
          KnownSettings::requireKubo);
  static final Setting LISTEN =
      new Setting(
          "listen",
          "serve --listen",
          "PINAKES_LISTEN",
          "HOST:PORT, such as 127.0.0.1:7070",
          ServeOptions.LISTEN,
          text -> ServeOptions.parse(text, java.util.Set.of()));
  static final Setting HOST_NAME =
      new Setting(
          "host-name",
          "serve --host-name",
          "PINAKES_HOST_NAME",
          "names with commas between, such as bank.example, bank",
          "",
          KnownSettings::requireNames);
  static final Setting GENERATOR =
      new Setting(
          "generator",
          "--generator",
          "PINAKES_GENERATOR",
          "one of extractive, ollama, openai",
          "extractive",
          KnownSettings::requireGenerator);
  static final Setting ENDPOINT =
      new Setting(
          "endpoint",
          "--endpoint",
          "PINAKES_ENDPOINT",
          "the base address of a server, such as http://127.0.0.1:11434, without a password",
          "that of the generator on this machine",
          Endpoint::parse);
  static final Setting GENERATOR_MODEL =
      new Setting(
          "generator-model",
          "--generator-model",
          "PINAKES_GENERATOR_MODEL",
          "the name of a model on that server",
          "",
          KnownSettings::requireText);
  static final Setting GATEWAY =
      new Setting(
          "gateway",
          "serve --gateway",
          "PINAKES_GATEWAY",
          "true or false",
          "false",
          KnownSettings::requireTruth);
  static final Setting GATEWAY_PORT =
      new Setting(
          "gateway-port",
          "gateway --port",
          "PINAKES_GATEWAY_PORT",
          "a port, 0 to 65535",
          "8080",
          KnownSettings::requirePort);
  static final Setting API_PORT =
      new Setting(
          "api-port",
          "gateway --api-port",
          "PINAKES_API_PORT",
          "a port, 0 to 65535",
          "5001",
          KnownSettings::requirePort);

  static final Setting LOG_FORMAT =
      new Setting(
          "log-format",
          "--log-format",
          "PINAKES_LOG_FORMAT",
          "text or json",
          "text",
          KnownSettings::requireLogFormat);
  static final Setting LOG_LEVEL =
      new Setting(
          "log-level",
          "--log-level",
          "PINAKES_LOG",
          "one of " + String.join(", ", Logs.LEVELS),
          "warn",
          KnownSettings::requireLogLevel);

  static final Setting TRACE_ENDPOINT =
      new Setting(
          "trace-endpoint",
          "serve --trace-endpoint",
          "PINAKES_TRACE_ENDPOINT",
          "the base address of a collector of OTLP over HTTP, such as http://127.0.0.1:4318",
          "",
          Endpoint::parse);

  static final Setting MCP_WRITES =
      new Setting(
          "mcp-writes",
          "serve --mcp-writes",
          "PINAKES_MCP_WRITES",
          "true or false",
          "false",
          KnownSettings::requireTruth);
  static final Setting MCP_FOLDERS =
      new Setting(
          "mcp-folders",
          "serve --mcp-folder",
          "PINAKES_MCP_FOLDERS",
          "whole paths of folders with [" + File.pathSeparator + "] between",
          "any folder of this machine",
          KnownSettings::requirePaths);

  static final List<Setting> ALL =
      List.of(
          HOME,
          QUOTA,
          LISTEN,
          HOST_NAME,
          GENERATOR,
          ENDPOINT,
          GENERATOR_MODEL,
          IPFS,
          GATEWAY,
          GATEWAY_PORT,
          API_PORT,
          LOG_FORMAT,
          LOG_LEVEL,
          TRACE_ENDPOINT,
          MCP_WRITES,
          MCP_FOLDERS);

  private KnownSettings() {}

  /** The names of a list with commas. */
  static List<String> names(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static void requireNames(String text) {
    if (!names(text).stream().allMatch(name -> name.matches("[A-Za-z0-9.:-]{1,255}"))) {
      throw new IllegalArgumentException("[" + text + "] is no list of names");
    }
  }

  private static void requirePath(String text) {
    if (!text.isEmpty() && Path.of(text).getNameCount() >= 0) {
      return;
    }
    throw new IllegalArgumentException("[" + text + "] is no folder");
  }

  private static void requireTruth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("[" + text + "] is neither true nor false");
    }
  }

  private static void requirePaths(String text) {
    List<Path> paths = AssistantRights.paths(text);
    if (paths.isEmpty() || !paths.stream().allMatch(Path::isAbsolute)) {
      throw new IllegalArgumentException("[" + text + "] is no list of whole paths");
    }
  }

  private static void requireGenerator(String text) {
    if (Arrays.stream(GeneratorOptions.Kind.values()).noneMatch(k -> k.name().equals(text))) {
      throw new IllegalArgumentException("there is no generator [" + text + "]");
    }
  }

  private static void requireKubo(String text) {
    try {
      ExternalKubo.parse(text);
    } catch (WorkException e) {
      throw new IllegalArgumentException("[" + text + "] is not the address of a Kubo", e);
    }
  }

  private static void requireLogFormat(String text) {
    if (Arrays.stream(LogFormat.values()).noneMatch(form -> form.name().equals(text))) {
      throw new IllegalArgumentException("there is no form [" + text + "]");
    }
  }

  private static void requireLogLevel(String text) {
    if (!Logs.LEVELS.contains(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("there is no level [" + text + "]");
    }
  }

  private static void requireText(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("it is empty");
    }
  }

  private static void requirePort(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("[" + text + "] is no port");
    }
  }
}
