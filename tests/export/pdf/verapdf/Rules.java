import java.io.*;
import java.util.*;
import javax.xml.parsers.*;
import org.w3c.dom.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/**
 * Runs veraPDF's rules over PDF files: java -cp JAR Rules.java 3a|ua1 FILE...
 * One line a file, one a broken rule; exit 1 if one is broken.
 */
public class Rules {
  public static void main(String[] a) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.fromString(a[0]);
    ValidationProfile profile = profile(flavour, a[0].startsWith("ua") ? "PDFUA-1" : "PDFA-" + a[0].toUpperCase());
    boolean all = true;
    for (int i = 1; i < a.length; i++) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(a[i]), flavour);
           PDFAValidator validator = ValidatorFactory.createValidator(profile, 3, false, true, false)) {
        ValidationResult r = validator.validate(parser);
        System.out.println(a[i] + "\t" + a[0] + "\t" + (r.isCompliant() ? "PASS" : "FAIL") + "\trules " + profile.getRules().size() + "\tchecks " + r.getTotalAssertions());
        all &= r.isCompliant();
        for (TestAssertion t : r.getTestAssertions())
          if (t.getStatus() == TestAssertion.Status.FAILED)
            System.out.println("  " + t.getRuleId().getClause() + "-" + t.getRuleId().getTestNumber() + " " + t.getErrorMessage() + " @ " + t.getLocation().getContext());
      }
    }
    System.exit(all ? 0 : 1);
  }

  // The jar's own reader of profiles lacks its XML binding.
  static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(Rules.class.getClassLoader().getResourceAsStream("org/verapdf/pdfa/validation/" + name + ".xml"));
    SortedSet<Rule> rules = new TreeSet<>(new Comparator<Rule>() {
      public int compare(Rule x, Rule y) { return (x.getRuleId().getClause() + "-" + x.getRuleId().getTestNumber() + x.getObject()).compareTo(y.getRuleId().getClause() + "-" + y.getRuleId().getTestNumber() + y.getObject()); }
    });
    for (Element rule : all(xml, "rule")) {
      Element id = all(rule, "id").get(0), error = all(rule, "error").get(0);
      List<ErrorArgument> arguments = new ArrayList<>();
      for (Element argument : all(error, "argument")) arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
      rules.add(Profiles.ruleFromValues(
          Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
          rule.getAttribute("object"), rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null, rule.getAttribute("tags"),
          text(rule, "description"), text(rule, "test"), Profiles.errorFromValues(text(error, "message"), arguments), Collections.emptyList()));
    }
    SortedSet<Variable> variables = new TreeSet<>(Comparator.comparing(Variable::getName));
    for (Element v : all(xml, "variable"))
      variables.add(Profiles.variableFromValues(v.getAttribute("name"), v.getAttribute("object"), text(v, "defaultValue"), text(v, "value")));
    return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
  }

  static List<Element> all(Node from, String name) {
    NodeList found = from instanceof Document ? ((Document) from).getElementsByTagName(name) : ((Element) from).getElementsByTagName(name);
    List<Element> list = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) list.add((Element) found.item(i));
    return list;
  }

  static String text(Element from, String name) { return all(from, name).get(0).getTextContent(); }
}
