package io.pinakes.node.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The signals that ask a process to end. Only {@code sun.misc.Signal} takes them over (module
 * {@code jdk.unsupported}, which says that it stays); it is looked up by name because the compiler
 * warns of every mention of it.
 */
final class EndSignals {
  private static final List<String> NAMES = List.of("HUP", "INT", "TERM");

  private EndSignals() {}

  /**
   * From now on these signals call the handler, each on a thread of its own, and do nothing else.
   *
   * @param handler takes the signal's number
   */
  static void handle(IntConsumer handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      var number = signal.getMethod("getNumber");
      Object proxy =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  handler.accept((int) number.invoke(arguments[0]));
                }
                return null;
              });
      for (String name : NAMES) {
        Object each = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, type).invoke(null, each, proxy);
      }
    } catch (ReflectiveOperationException e) {
      // Without the module, or with -Xrs: a signal then ends the process as one that is not caught.
      System.getLogger(EndSignals.class.getName())
          .log(System.Logger.Level.DEBUG, "signals are not taken over", e);
    }
  }
}
