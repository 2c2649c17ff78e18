package org.periplus.staging.stac;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.periplus.staging.cache.FileFetch;
import org.periplus.staging.fetch.DataUrl;
import org.periplus.staging.fetch.ExpectedFile;
import org.periplus.staging.fetch.FetchException;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.UnnamedFile;
import org.periplus.staging.file.DiskException;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.publish.UnfitOutputException;

/** Fetches STAC documents, and refuses what is none. Threads share it. */
record StacDocuments(FileFetch files, JsonFiles json) {

  private static final URI GIVEN = URI.create("urn:periplus:given");
  private static final String GIVEN_NAME = "the STAC document of the request";

  /**
   * Fetches one.
   *
   * @param root whether it is the one that the input names
   */
  StacDocument fetch(Reference reference, StacInput input, boolean root) throws FetchException {
    Path file = null;
    try {
      file = Files.createTempFile(input.home(), ".stac", ".json");
      UnnamedFile arrived = files.fetchPast(reference, ExpectedFile.NONE, file, input.downloads());
      StacDocument document = new StacDocument(arrived.url(), json.read(file, "the document"));
      if (document.isKnown()) {
        return document;
      }
      throw notStac(reference, "", root);
    } catch (UnfitOutputException e) {
      throw notStac(reference, "; " + e.getMessage(), root);
    } catch (IOException e) {
      throw new FetchException(reference, new DiskException(e).getMessage());
    } finally {
      discard(file);
    }
  }

  /** One that the request itself has: what it says is relative to nothing. */
  StacDocument given(DataUrl data, StacInput input) throws FetchException {
    Path file = null;
    try {
      if (!input.downloads().arrived(data.size())) {
        throw new FetchException(GIVEN_NAME, input.downloads().budget().describe());
      }
      file = Files.createTempFile(input.home(), ".stac", ".json");
      data.write(file);
      StacDocument document = new StacDocument(GIVEN, json.read(file, "the document"));
      if (document.isKnown()) {
        return document;
      }
      throw new FetchException(GIVEN_NAME, "it is not a STAC item, list of items or catalog");
    } catch (UnfitOutputException e) {
      throw new FetchException(GIVEN_NAME, e.getMessage());
    } catch (IOException e) {
      throw new FetchException(GIVEN_NAME, new DiskException(e).getMessage());
    } finally {
      discard(file);
    }
  }

  private static void discard(Path file) throws FetchException {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new FetchException("a STAC document", new DiskException(e).getMessage());
    }
  }

  private static FetchException notStac(Reference reference, String detail, boolean root) {
    String only = root ? ", the only URLs that a Directory can be given as" : "";
    return new FetchException(
        reference, "it is not a STAC item, list of items or catalog" + only + detail);
  }
}
