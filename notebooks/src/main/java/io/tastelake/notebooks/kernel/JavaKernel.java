package io.tastelake.notebooks.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseKernelBuilder;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;

/** A Jupyter kernel for Java. Jupyter starts it and names the file that says where to listen. */
public final class JavaKernel extends BaseKernel {

  private static final LanguageInfo JAVA =
      new LanguageInfo.Builder("java")
          .version(System.getProperty("java.specification.version"))
          .mimetype("text/x-java")
          .fileExtension(".jshell")
          .pygments("java")
          .codemirror("text/x-java")
          .exporter("script")
          .build();

  private final Cells cells = new Cells();

  private JavaKernel(Builder builder) {
    super(
        "tastelake-java",
        "1",
        JAVA,
        List.of(),
        builder.history(),
        builder.streams(),
        builder.comms(),
        builder.renderers(),
        builder.magics(),
        builder.registry(),
        false,
        builder.style());
  }

  /**
   * Serves until Jupyter says shutdown.
   *
   * @param arguments the connection file
   */
  public static void main(String[] arguments) throws Exception {
    String properties = Files.readString(Path.of(arguments[0]));
    JavaKernel kernel = new Builder().build();
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(properties));
    kernel.onStartup();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0); // what cells started may run on
  }

  @Override
  public Object evalRaw(String cell) {
    return cells.run(cell);
  }

  @Override
  public DisplayData eval(String cell) {
    String value = cells.run(cell);
    return value == null ? null : new DisplayData(value);
  }

  @Override
  public DisplayData inspect(String code, int position, boolean detailed) {
    return null;
  }

  @Override
  public ReplacementOptions complete(String code, int position) {
    int[] anchor = {position};
    List<String> continuations = cells.completions(code, position, anchor);
    return new ReplacementOptions(continuations, anchor[0], position);
  }

  @Override
  public String isComplete(String code) {
    return cells.isOpen(code) ? IS_COMPLETE_MAYBE : IS_COMPLETE_YES;
  }

  @Override
  public List<String> formatError(Throwable failure) {
    return errorStyler.primaryLines(String.valueOf(failure.getMessage()));
  }

  @Override
  public void interrupt() {
    cells.interrupt();
  }

  @Override
  public void onShutdown(boolean restarting) {
    super.onShutdown(restarting);
    cells.close();
  }

  /** The library's defaults, which its builder keeps to its subclasses. */
  private static final class Builder extends BaseKernelBuilder<Builder, JavaKernel> {

    @Override
    public JavaKernel build() {
      return new JavaKernel(this);
    }

    org.dflib.jjava.jupyter.kernel.history.HistoryManager history() {
      return buildHistoryManager();
    }

    org.dflib.jjava.jupyter.kernel.JupyterIO streams() {
      return buildJupyterIO(buildJupyterIOEncoding());
    }

    org.dflib.jjava.jupyter.kernel.comm.CommManager comms() {
      return buildCommManager();
    }

    org.dflib.jjava.jupyter.kernel.display.Renderer renderers() {
      return buildRenderer();
    }

    MagicParser magics() {
      return new MagicParser("(?<=(?:^|=))\\s*%", "%%", buildMagicTranspiler());
    }

    org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry registry() {
      return buildMagicsRegistry();
    }

    org.dflib.jjava.jupyter.kernel.util.StringStyler style() {
      return buildErrorStyler();
    }
  }
}
