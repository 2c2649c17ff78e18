package org.periplus.system;

import java.io.File;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Debian's Chromium without a screen, which {@code ./periplus test} installs. */
final class Chromium implements AutoCloseable {

  /** How long a page may take on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int MOST_TABS = 150;

  /**
   * Whether what has the focus is seen and shows that it has it, whether it fits, and what it is.
   */
  private static final String FOCUS =
      """
      const has = document.activeElement;
      // what lies over a button or stands in an editor is marked by what is around it
      const shown = has.closest(".pick, .editor") ?? has;
      const {top, bottom, width, height} = shown.getBoundingClientRect();
      const seen = has === document.body || (has.checkVisibility({visibilityProperty: true})
          && width > 1 && height > 1 && bottom > 0 && top < innerHeight
          && getComputedStyle(shown).outlineStyle !== "none");
      return [seen, has.matches(arguments[0]), has.outerHTML.slice(0, 200)];
      """;

  private final ChromeDriver driver;

  Chromium() {
    this(Set.of());
  }

  /** What a reader may have set. */
  enum Setting {
    NO_SCRIPTS,
    GERMAN
  }

  Chromium(Set<Setting> settings) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    // root has no sandbox, and containers little shared memory
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    // it asks nobody but the server
    options.addArguments(
        "--disable-background-networking", "--disable-component-update", "--disable-sync");
    Map<String, Object> preferences = new HashMap<>();
    preferences.put(
        "intl.accept_languages", settings.contains(Setting.GERMAN) ? "de,en" : "en-US,en");
    if (settings.contains(Setting.NO_SCRIPTS)) {
      preferences.put("profile.managed_default_content_settings.javascript", 2);
    }
    options.setExperimentalOption("prefs", preferences);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .build(),
            options);
    driver
        .manage()
        .timeouts()
        .implicitlyWait(PATIENCE)
        .pageLoadTimeout(PATIENCE)
        .scriptTimeout(PATIENCE);
  }

  /**
   * The one that all tests share, since to start one takes seconds: as if it had just been started,
   * it knows nothing of the test before. It ends with the tests.
   */
  static Chromium shared() {
    Shared.BROWSER.forget();
    return Shared.BROWSER;
  }

  private static final class Shared {

    private static final Chromium BROWSER = new Chromium();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(BROWSER::close));
    }
  }

  private void forget() {
    open("about:blank");
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
    size(1280, 900);
    theme("light");
    complaints();
  }

  void open(String url) {
    driver.get(url);
  }

  /** The first element that fits, as soon as there is one. */
  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** All elements that fit now, without waiting for one. */
  List<WebElement> findAll(String selector) {
    driver.manage().timeouts().implicitlyWait(Duration.ZERO);
    try {
      return driver.findElements(By.cssSelector(selector));
    } finally {
      driver.manage().timeouts().implicitlyWait(PATIENCE);
    }
  }

  /** Waits until something is so; fails with its words when it does not become so. */
  void until(String words, BooleanSupplier isSo) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isNow(isSo)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(words + " did not become so at " + url());
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** An element may be replaced while it is looked at. */
  private static boolean isNow(BooleanSupplier isSo) {
    try {
      return isSo.getAsBoolean();
    } catch (StaleElementReferenceException e) {
      return false;
    }
  }

  /** The width and height of the page in pixels, also below those of a window. */
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Dark or light, as the reader's system says. */
  void theme(String name) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
  }

  /** Waits until the page has loaded nothing new for a while. */
  void untilQuiet() {
    driver.executeAsyncScript(
        """
        const done = arguments[0];
        let seen = -1;
        const look = () => {
          const now = performance.getEntriesByType("resource").length;
          if (now === seen && document.readyState === "complete") { done(); }
          else { seen = now; setTimeout(look, 700); }
        };
        look();
        """);
  }

  /** How tall the whole page is, in pixels. */
  long height() {
    return (Long) driver.executeScript("return document.documentElement.scrollHeight");
  }

  /** The whole page as a picture, PNG. */
  byte[] screenshot() {
    Map<String, Object> taken =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    return Base64.getDecoder().decode((String) taken.get("data"));
  }

  /**
   * Presses keys as on the keyboard, wherever the focus is. It is not looked for first: a page that
   * follows its job may just be replacing what has it, which keeps the focus.
   */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses a key while another one is held down. */
  void typeHolding(Keys held, CharSequence key) {
    new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
  }

  /**
   * Presses the tabulator until what fits has the focus, as who has no mouse does; everything on
   * the way must be seen.
   */
  void tabTo(String selector) {
    for (int pressed = 0; pressed < MOST_TABS; pressed++) {
      type(Keys.TAB);
      List<?> focus = (List<?>) driver.executeScript(FOCUS, selector);
      if (Boolean.FALSE.equals(focus.get(0))) {
        throw new AssertionError(focus.get(2) + " has the focus at " + url() + ", and is not seen");
      }
      if (Boolean.TRUE.equals(focus.get(1))) {
        return;
      }
    }
    throw new AssertionError(selector + " is not reached by the tabulator at " + url());
  }

  /** Follows a link by the keyboard. */
  void follow(String selector) {
    tabTo(selector);
    String before = url();
    type(Keys.ENTER);
    until("another page", () -> !url().equals(before));
  }

  /** Clicks at a place in an element, in pixels from its middle. */
  void clickAt(WebElement element, int right, int down) {
    new Actions(driver).moveToElement(element, right, down).click().perform();
  }

  /** Says yes to what the page asks. */
  void accept() {
    driver.switchTo().alert().accept();
  }

  /** Points at a place of an element, counted from its upper left corner. */
  void pointAt(WebElement element, int x, int y) {
    new Actions(driver)
        .moveToElement(element, x - element.getSize().width / 2, y - element.getSize().height / 2)
        .perform();
  }

  /** What has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** For what a page is asked by script. */
  JavascriptExecutor page() {
    return driver;
  }

  String url() {
    return driver.getCurrentUrl();
  }

  /** What pages did that they may not, and errors of their scripts. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().equals(Level.SEVERE))
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("Failed to load resource"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
