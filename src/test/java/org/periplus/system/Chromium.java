package org.periplus.system;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Debian's Chromium without a screen, which {@code ./periplus test} installs. */
final class Chromium implements AutoCloseable {

  /** How long a page may take on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final WebDriver driver;

  Chromium() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    // root has no sandbox, and containers little shared memory
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .build(),
            options);
    driver.manage().timeouts().implicitlyWait(PATIENCE).pageLoadTimeout(PATIENCE);
  }

  void open(String url) {
    driver.get(url);
  }

  /** The first element that fits, as soon as there is one. */
  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
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
