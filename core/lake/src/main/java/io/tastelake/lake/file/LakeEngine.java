package io.tastelake.lake.file;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.ParquetHandler;
import io.tastelake.contracts.lake.LogStores;
import org.apache.hadoop.conf.Configuration;

/**
 * Delta Kernel's engine, with writes to the table's log that show all of a file or nothing, and
 * with reads of it that ask the store once.
 */
public final class LakeEngine extends DefaultEngine {

  private final ParquetHandler parquet;

  private LakeEngine(FileIO files, Configuration configuration) {
    super(files);
    this.parquet = new WholeParquetFiles(files, configuration);
  }

  /** An engine of its own; {@code configuration} stays as it is. */
  public static Engine with(Configuration configuration) {
    Configuration own = new Configuration(configuration);
    LogStores.registerWithKernel(own);
    return new LakeEngine(new CachedLog(new HadoopFileIO(own)), own);
  }

  @Override
  public ParquetHandler getParquetHandler() {
    return parquet;
  }
}
