package org.periplus.api.transfer;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.time.Instant;
import org.periplus.staging.store.StoredFile;
import org.periplus.transfer.SingleFile;
import org.periplus.transfer.SingleFiles;
import org.periplus.transfer.Transfer;

/** A file that a pod fetches by itself, as files are answered. */
record ListedFile(SingleFiles files, Transfer transfer, SingleFile file) implements StoredFile {

  /** Pods know it by its number; its name is no concern of what logs answers. */
  @Override
  public String name() {
    return "input";
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public String mediaType() {
    return MediaType.APPLICATION_OCTET_STREAM;
  }

  @Override
  public Instant modified() {
    return file.modified();
  }

  @Override
  public String entityTag() {
    return '"' + file.key() + '"';
  }

  @Override
  public InputStream read(long from, long length) throws IOException {
    FileChannel channel = files.open(transfer, file);
    try {
      return Channels.newInputStream(channel.position(from));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
