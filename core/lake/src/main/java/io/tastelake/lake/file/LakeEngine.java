package io.tastelake.lake.file;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.ParquetHandler;
import io.tastelake.contracts.lake.LogStores;
import org.apache.hadoop.conf.Configuration;

/** Delta Kernel's engine, with writes to the table's log that show all of a file or nothing. */
public final class LakeEngine extends DefaultEngine {

  private final ParquetHandler parquet;

  private LakeEngine(Configuration configuration) {
    super(new HadoopFileIO(configuration));
    this.parquet = new WholeParquetFiles(new HadoopFileIO(configuration), configuration);
  }

  /** An engine of its own; {@code configuration} stays as it is. */
  public static Engine with(Configuration configuration) {
    Configuration own = new Configuration(configuration);
    LogStores.registerWithKernel(own);
    return new LakeEngine(own);
  }

  @Override
  public ParquetHandler getParquetHandler() {
    return parquet;
  }
}
