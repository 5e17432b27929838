package io.tastelake.stream.store;

import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Of what there is nothing to keep. */
final class NoBytes<T> implements SimpleVersionedSerializer<T> {

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(T nothing) {
    return new byte[0];
  }

  @Override
  public T deserialize(int version, byte[] bytes) {
    return null;
  }
}
