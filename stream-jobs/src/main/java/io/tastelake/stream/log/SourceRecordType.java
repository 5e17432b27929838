package io.tastelake.stream.log;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's view of {@link SourceRecord}: opaque, immutable, no key. */
public final class SourceRecordType extends TypeInformation<SourceRecord> {

  private static final long serialVersionUID = 1L;

  public static final SourceRecordType INSTANCE = new SourceRecordType();

  private SourceRecordType() {}

  @Override
  public TypeSerializer<SourceRecord> createSerializer(SerializerConfig config) {
    return new SourceRecordSerializer();
  }

  @Override
  public Class<SourceRecord> getTypeClass() {
    return SourceRecord.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SourceRecordType;
  }

  @Override
  public boolean equals(Object other) {
    return canEqual(other);
  }

  @Override
  public int hashCode() {
    return SourceRecordType.class.hashCode();
  }

  @Override
  public String toString() {
    return "SourceRecord";
  }
}
