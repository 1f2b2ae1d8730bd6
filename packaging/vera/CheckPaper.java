/* Is each file valid? One line a file and profile: path, profile, verdict, then the rules it breaks. */

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public final class CheckPaper {
    private static final PDFAFlavour[] PROFILES = {PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A};

    public static void main(String[] paths) {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            for (PDFAFlavour profile : PROFILES) {
                System.out.println(path + "\t" + profile.getId() + "\t" + read(path, profile));
            }
        }
    }

    private static String read(String path, PDFAFlavour profile) {
        try {
            return verdict(path, profile);
        } catch (Exception broken) {
            return "FAIL\t" + broken + " " + broken.getCause();
        }
    }

    private static String verdict(String path, PDFAFlavour profile) throws Exception {
        try (InputStream in = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, profile);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "PASS\t" + result.getTotalAssertions();
            }
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, one.getMessage());
                }
            }
            return "FAIL\t" + broken;
        }
    }
}
