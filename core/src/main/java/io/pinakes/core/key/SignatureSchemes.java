package io.pinakes.core.key;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The schemes of this program, found once: those that the class path offers, else those of the JDK.
 */
final class SignatureSchemes {
  private static final Map<KeyType, SignatureScheme> BY_TYPE = find();

  private SignatureSchemes() {}

  static SignatureScheme of(KeyType type) {
    SignatureScheme scheme = BY_TYPE.get(type);
    if (scheme == null) {
      throw new UnsupportedKeyException(
          "no signature scheme for keys of type ["
              + type
              + "]: the JDK has none, and module p2p, which brings one, is not on the class path");
    }
    return scheme;
  }

  private static Map<KeyType, SignatureScheme> find() {
    Map<KeyType, SignatureScheme> found = new EnumMap<>(KeyType.class);
    for (SignatureScheme scheme : ServiceLoader.load(SignatureScheme.class, loader())) {
      found.putIfAbsent(scheme.type(), scheme);
    }
    for (SignatureScheme builtIn : List.of(new JdkRsa(), new JdkEd25519(), new JdkEcdsa())) {
      found.putIfAbsent(builtIn.type(), builtIn);
    }
    return found;
  }

  /** The loader of this very class: the answer must not depend on the thread that asks first. */
  private static ClassLoader loader() {
    return SignatureSchemes.class.getClassLoader();
  }
}
