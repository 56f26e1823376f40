package vesper.console;

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
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium without a window and with a profile of its own. It is found under its usual paths, or where {@code
 * VESPER_CHROMIUM} and {@code VESPER_CHROMEDRIVER} say; without one the test fails.
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path profile;
    private final ChromeDriver driver;

    Browser() {
        try {
            profile = Files.createTempDirectory("vesper-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find(
                "VESPER_CHROMIUM",
                List.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(find(
                                "VESPER_CHROMEDRIVER", List.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver")))
                        .toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        size(1280, 800);
    }

    private static String find(String variable, List<String> usual) {
        return Optional.ofNullable(System.getenv(variable))
                .or(() -> usual.stream()
                        .filter(path -> Files.isExecutable(Path.of(path)))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("The console's tests need Chromium and its driver. On Debian: "
                        + "apt-get install chromium chromium-driver. Elsewhere set VESPER_CHROMIUM and "
                        + "VESPER_CHROMEDRIVER to their paths. Looked for " + variable + " in " + usual));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Width and height of the page itself, as on a device; below 500 pixels a phone. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void scheme(String lightOrDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
    }

    void signIn(RunningConsole console, String user, String password) {
        driver.get(console.url("/console/sign-in"));
        driver.findElement(By.id("username")).sendKeys(user);
        driver.findElement(By.id("password")).sendKeys(password + "\n");
        awaitText("h1", "Overview");
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    String text(String css) {
        return find(css).getText();
    }

    /** Types without choosing a field: what has the focus gets the keys. */
    void press(CharSequence... keys) {
        new org.openqa.selenium.interactions.Actions(driver).sendKeys(keys).perform();
    }

    void focus(String css) {
        driver.executeScript("document.querySelector(arguments[0]).focus()", css);
    }

    void awaitText(String css, String part) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(org.openqa.selenium.WebDriverException.class)
                .withMessage(() -> css + " with '" + part + "' on " + driver.getCurrentUrl() + ":\n"
                        + driver.findElement(By.tagName("body")).getText())
                .until(page -> page.findElements(By.cssSelector(css)).stream()
                        .anyMatch(found -> found.getText().contains(part)));
    }

    /** That nothing on the page is wider than the window, and no error stands in the browser's log. */
    void assertFits() {
        Number wide = (Number) driver.executeScript("return document.documentElement.scrollWidth");
        Number window = (Number) driver.executeScript("return window.innerWidth");
        assertThat(wide.intValue()).as("width of " + driver.getCurrentUrl()).isLessThanOrEqualTo(window.intValue());
    }

    /** That the page fits a laptop and a phone, with a picture of each. */
    void shoot(String name) {
        for (int width : new int[] {1280, 375}) {
            size(width, 800);
            assertFits();
            picture(name + "-" + width);
        }
        size(1280, 800);
        if (System.getenv("VESPER_SCREENSHOTS") != null) {
            scheme("dark");
            picture(name + "-dark");
            scheme("light");
        }
    }

    /** What the browser complained about since last asked: refused scripts and styles, script errors, missing files. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Saves a picture of the whole page into the folder that {@code VESPER_SCREENSHOTS} names; without it, nothing. */
    void picture(String name) {
        String folder = System.getenv("VESPER_SCREENSHOTS");
        if (folder == null) {
            return;
        }
        Number width = (Number) driver.executeScript("return window.innerWidth");
        Number height = (Number) driver.executeScript("return document.documentElement.scrollHeight");
        size(width.intValue(), Math.max(600, height.intValue()));
        try {
            Path target = Path.of(folder, name + ".png");
            Files.createDirectories(target.getParent());
            Files.write(target, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            size(width.intValue(), 800);
        }
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
