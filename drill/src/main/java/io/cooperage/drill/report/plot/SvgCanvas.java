package io.cooperage.drill.report.plot;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.DefaultStyleHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws a chart as an {@code svg} element for an HTML page: as wide as the page, with words. */
final class SvgCanvas {

  static final int WIDTH = 1000;

  private static final String SVG = "http://www.w3.org/2000/svg";

  static {
    // Also where a display is set that cannot be reached.
    System.setProperty("java.awt.headless", "true");
    // Else what stands upright would be drawn as shapes, and be no text.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private SvgCanvas() {}

  /**
   * The element.
   *
   * @param id begins all ids in it
   * @param description what it shows, in words
   */
  static String draw(String id, String title, String description, int height, JFreeChart chart) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(SVG, "svg", null);
      SVGGraphics2D graphics = new SVGGraphics2D(context(document, id), false);
      graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
      chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
      Element root = graphics.getRoot();
      ownDefinitions(root, id);
      root.removeAttribute("width");
      root.removeAttribute("height");
      root.setAttribute("viewBox", "0 0 " + WIDTH + " " + height);
      root.setAttribute("role", "img");
      root.setAttribute("aria-labelledby", id + "-title " + id + "-words");
      root.insertBefore(words(document, "desc", id + "-words", description), root.getFirstChild());
      root.insertBefore(words(document, "title", id + "-title", title), root.getFirstChild());
      return print(root);
    } catch (ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("The plot " + id + " cannot be drawn", e);
    }
  }

  private static SVGGeneratorContext context(Document document, String id) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(1);
    context.setStyleHandler(new InkedStyles());
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return id + "-" + super.generateID(prefix);
          }
        });
    return context;
  }

  /** Batik gives the first definitions of every drawing the same id. */
  private static void ownDefinitions(Element root, String id) {
    Element definitions = (Element) root.getElementsByTagName("defs").item(0);
    definitions.setAttribute("id", id + "-" + definitions.getAttribute("id"));
  }

  private static Element words(Document document, String name, String id, String text) {
    Element element = document.createElementNS(SVG, name);
    element.setAttribute("id", id);
    element.setTextContent(text);
    return element;
  }

  private static String print(Element root) throws TransformerException {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter text = new StringWriter();
    transformer.transform(new DOMSource(root), new StreamResult(text));
    return text.toString();
  }

  /** Adds the class of its ink to whatever has a colour. */
  private static final class InkedStyles extends DefaultStyleHandler {

    @Override
    @SuppressWarnings("rawtypes") // as Batik has it
    public void setStyle(Element element, Map styles, SVGGeneratorContext context) {
      super.setStyle(element, styles, context);
      String classes = (ink("fill", styles) + " " + ink("stroke", styles)).strip();
      if (!classes.isEmpty()) {
        element.setAttribute("class", classes);
      }
    }

    private static String ink(String property, Map<?, ?> styles) {
      return styles.get(property) instanceof String value && value.startsWith("rgb(")
          ? Ink.name(color(value)).map(name -> property + "-" + name).orElse("")
          : "";
    }

    private static Color color(String rgb) {
      String[] parts = rgb.substring(4, rgb.length() - 1).split(",");
      return new Color(
          Integer.parseInt(parts[0].strip()),
          Integer.parseInt(parts[1].strip()),
          Integer.parseInt(parts[2].strip()));
    }
  }
}
