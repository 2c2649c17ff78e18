#!/usr/bin/python3 -u
"""Shows a folder over HTTP with byte ranges, which cloud-optimised rasters are read by.

A STAC item is found with and without its ending .json, as in the catalogues of the field.
"""

import os
import re
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

BLOCK = 64 * 1024


class RangeHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {".json": "application/geo+json", ".tif": "image/tiff; application=geotiff", "": "application/octet-stream"}

    def translate_path(self, path):
        file = super().translate_path(path)
        return file + ".json" if os.path.isfile(file + ".json") else file

    def send_head(self):
        self.remaining = None
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        path = self.translate_path(self.path)
        if not wanted or wanted.groups() == ("", "") or not os.path.isfile(path):
            return super().send_head()
        size = os.path.getsize(path)
        first, last = wanted.groups()
        start = int(first) if first else max(0, size - int(last))
        end = min(int(last), size - 1) if first and last else size - 1
        if start > end:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        file = open(path, "rb")
        file.seek(start)
        self.remaining = end - start + 1
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(self.remaining))
        self.send_header("Last-Modified", self.date_time_string(os.path.getmtime(path)))
        self.end_headers()
        return file

    def copyfile(self, source, outputfile):
        if self.remaining is None:
            super().copyfile(source, outputfile)
            return
        while self.remaining > 0:
            block = source.read(min(BLOCK, self.remaining))
            if not block:
                return
            outputfile.write(block)
            self.remaining -= len(block)

    def end_headers(self):
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()


class Server(ThreadingHTTPServer):
    request_queue_size = 128  # rasters are read by many short requests at once, of which those beyond Python's own 5 are asked for again after a second


def main():
    folder, port = sys.argv[1], int(sys.argv[2])
    server = Server(("", port), partial(RangeHandler, directory=folder))
    print(f"Serving {folder} on port {port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
