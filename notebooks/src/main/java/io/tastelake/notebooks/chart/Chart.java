package io.tastelake.notebooks.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.NumberFormat;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A chart of named series; {@link #show} puts it below the cell. */
public final class Chart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 340;
  private static final Color[] COLORS = {
    new Color(0x2A6F97), new Color(0xE07A2F), new Color(0x6A994E), new Color(0x9B5DE5)
  };
  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xDDDDDD);

  private final JFreeChart chart;
  private final String caption;

  private Chart(JFreeChart chart, String caption) {
    this.chart = chart;
    this.caption = caption;
  }

  /**
   * Bars side by side.
   *
   * @param series heights by label, by the name of the series; in the order of the maps
   */
  public static Chart bars(
      String title,
      String labels,
      String heights,
      Map<String, ? extends Map<?, ? extends Number>> series) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    series.forEach(
        (name, bars) ->
            bars.forEach((label, height) -> data.addValue(height, name, label.toString())));
    JFreeChart chart =
        ChartFactory.createBarChart(
            title,
            labels,
            heights,
            data,
            PlotOrientation.VERTICAL,
            series.size() > 1,
            false,
            false);
    CategoryPlot plot = chart.getCategoryPlot();
    BarRenderer renderer = (BarRenderer) plot.getRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.05);
    for (int i = 0; i < series.size(); i++) {
      renderer.setSeriesPaint(i, COLORS[i % COLORS.length]);
    }
    plot.setRangeGridlinePaint(GRID);
    if (data.getColumnCount() > 12) {
      plot.getDomainAxis().setCategoryLabelPositions(CategoryLabelPositions.UP_45);
    }
    style(chart, plot);
    return new Chart(chart, Caption.of(title, series));
  }

  /**
   * Lines over numbers.
   *
   * @param series y by x, by the name of the series
   */
  public static Chart lines(
      String title,
      String x,
      String y,
      Map<String, ? extends Map<? extends Number, ? extends Number>> series) {
    XYSeriesCollection data = new XYSeriesCollection();
    series.forEach(
        (name, points) -> {
          XYSeries line = new XYSeries(name);
          points.forEach(line::add);
          data.addSeries(line);
        });
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            title, x, y, data, PlotOrientation.VERTICAL, series.size() > 1, false, false);
    XYPlot plot = chart.getXYPlot();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    for (int i = 0; i < series.size(); i++) {
      renderer.setSeriesPaint(i, COLORS[i % COLORS.length]);
      renderer.setSeriesStroke(i, new BasicStroke(2.2f));
    }
    plot.setRenderer(renderer);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    style(chart, plot);
    return new Chart(chart, Caption.of(title, series));
  }

  /** The same lines, of which the heights from {@code low} to {@code high} are shown. */
  public Chart within(double low, double high) {
    chart.getXYPlot().getRangeAxis().setRange(low, high);
    return this;
  }

  /** The same lines with logarithmic axes. */
  public Chart logarithmic() {
    XYPlot plot = chart.getXYPlot();
    plot.setDomainAxis(logarithmic(plot.getDomainAxis().getLabel()));
    plot.setRangeAxis(logarithmic(plot.getRangeAxis().getLabel()));
    return this;
  }

  private static LogAxis logarithmic(String label) {
    LogAxis axis = new LogAxis(label);
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
    return axis;
  }

  private static void style(JFreeChart chart, Plot plot) {
    chart.setBackgroundPaint(Color.WHITE);
    chart.getTitle().setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    chart.getTitle().setPaint(INK);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
  }

  /** Shows it in the notebook; where pictures cannot be shown, what it says in words. */
  public void show() {
    DisplayData picture = new DisplayData(caption);
    picture.putData(MIMEType.IMAGE_PNG, Base64.getEncoder().encodeToString(png()));
    BaseKernel.notebookKernel().display(picture);
  }

  byte[] png() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ChartUtils.writeChartAsPNG(bytes, chart, WIDTH, HEIGHT, false, 9);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory is always writable", e);
    }
  }
}
