// In place of the package zstddec, which is WebAssembly: the pages' policy forbids to compile it.
import {decompress} from "fzstd";

export class ZSTDDecoder {
  async init() {}

  decode(bytes) {
    return decompress(bytes).slice(); // in a buffer of its own
  }
}
