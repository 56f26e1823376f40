package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/**
 * A real Chromium without a window, of a phone's size, with a profile of its own; where the console's tests look for it. The server is at
 * http://localhost for it, whatever its port, since passkeys are made for an origin.
 */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PHONE = 390;

    private final Path profile;
    private final ChromeDriver driver;

    Chromium(int port) {
        try {
            profile = Files.createTempDirectory("vesper-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("VESPER_CHROMIUM", List.of("/usr/bin/chromium", "/usr/bin/google-chrome")));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--host-resolver-rules=MAP localhost:80 127.0.0.1:" + port,
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(find("VESPER_CHROMEDRIVER", List.of("/usr/bin/chromedriver")))
                        .toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        size(PHONE, 844);
    }

    private void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width == PHONE));
    }

    private static String find(String variable, List<String> usual) {
        return Optional.ofNullable(System.getenv(variable))
                .or(() -> usual.stream()
                        .filter(path -> Files.isExecutable(Path.of(path)))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("no browser: set " + variable + " or install one of " + usual));
    }

    void open(String url) {
        driver.get(url);
    }

    /** Types into the fields, ids and texts in turn, and presses the form's button. */
    void fill(String... fields) {
        for (int i = 0; i < fields.length; i += 2) {
            type(fields[i], fields[i + 1]);
        }
        driver.findElement(By.cssSelector("form button")).click();
    }

    void type(String id, String text) {
        WebElement field = driver.findElement(By.id(id));
        field.clear();
        field.sendKeys(text);
    }

    /** Presses the button of this text. */
    void press(String button) {
        driver.findElements(By.tagName("button")).stream()
                .filter(shown -> shown.getText().equals(button))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /** From now on the browser has a device that keeps passkeys, and recognises its owner. */
    void addAuthenticator() {
        driver.addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
    }

    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    /** As if the browser had been closed: cookies that were to last stay. */
    void restart() {
        driver.manage().getCookies().stream()
                .filter(cookie -> cookie.getExpiry() == null)
                .forEach(driver.manage()::deleteCookie);
    }

    void check(String name) {
        driver.findElement(By.name(name)).click();
    }

    void follow(String link) {
        driver.findElement(By.linkText(link)).click();
    }

    void awaitTitle(String h1) {
        awaitText("h1", h1);
    }

    /** Until the page, which may be on its way, has an element with this text. */
    void awaitText(String css, String text) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(WebDriverException.class)
                .withMessage(() -> "waited for \"" + text + "\", the page is: " + text("body"))
                .until(any -> texts(css).contains(text));
    }

    /** Until the page, which may be on its way, has so many of these elements. */
    void awaitCount(String css, int count) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(WebDriverException.class)
                .until(any -> texts(css).size() == count);
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** That the page fits a laptop and a phone, with a picture of each in the folder that {@code VESPER_SCREENSHOTS} names, if it does. */
    void shoot(String name) {
        for (int width : new int[] {1280, PHONE}) {
            size(width, 844);
            assertThat(script("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as(name + ", " + width + " wide")
                    .isEqualTo(true);
            picture(name + "-" + width);
        }
    }

    private void picture(String name) {
        String folder = System.getenv("VESPER_SCREENSHOTS");
        if (folder == null) {
            return;
        }
        try {
            Path target = Path.of(folder, name + ".png");
            Files.createDirectories(target.getParent());
            Files.write(target, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
