"""As much of S3 as a backup uses, in memory, over real HTTP: put (whole and in parts), get, list, delete."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]
    parts: dict[str, dict[int, bytes]]
    spoil: list[str]
    """Names of which a flipped bit is given back."""

    def log_message(self, *_arguments: object) -> None:
        pass

    @property
    def asked(self) -> tuple[str, dict[str, str]]:
        url = urlsplit(self.path)
        found = parse_qs(url.query, keep_blank_values=True)
        return unquote(url.path).partition("/")[2].partition("/")[2], {name: one[0] for name, one in found.items()}

    def do_PUT(self) -> None:
        name, query = self.asked
        data = self.rfile.read(int(self.headers.get("content-length", 0)))
        if "uploadId" in query:
            self.parts.setdefault(query["uploadId"], {})[int(query["partNumber"])] = data
        else:
            self.objects[name] = data
        self.say(b"", etag=md5(data, usedforsecurity=False).hexdigest())

    def do_POST(self) -> None:
        name, query = self.asked
        data = self.rfile.read(int(self.headers.get("content-length", 0)))
        if "delete" in query:
            keys = re.findall(r"<Key>(.*?)</Key>", data.decode())
            for key in keys:
                self.objects.pop(key, None)
            rows = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            return self.say(f"<DeleteResult>{rows}</DeleteResult>".encode())
        if "uploads" in query:
            return self.say(
                f"<InitiateMultipartUploadResult><UploadId>{len(self.parts)}x</UploadId></InitiateMultipartUploadResult>".encode()
            )
        pieces = self.parts.pop(query["uploadId"])
        self.objects[name] = b"".join(pieces[number] for number in sorted(pieces))
        self.say(b"<CompleteMultipartUploadResult><ETag>whole</ETag></CompleteMultipartUploadResult>")

    def do_GET(self) -> None:
        name, query = self.asked
        if "list-type" in query:
            return self.say(self.listing(query.get("prefix", "")))
        if name not in self.objects:
            return self.say(b"<Error><Code>NoSuchKey</Code></Error>", 404)
        data = self.objects[name]
        self.say(data[:-1] + bytes([data[-1] ^ 1]) if any(map(name.startswith, self.spoil)) else data)

    def do_HEAD(self) -> None:
        self.do_GET()

    def listing(self, prefix: str) -> bytes:
        rows = "".join(
            f"<Contents><Key>{name}</Key><LastModified>2026-11-25T00:00:00Z</LastModified><ETag>x</ETag><Size>{len(data)}</Size></Contents>"
            for name, data in sorted(self.objects.items())
            if name.startswith(prefix)
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode()

    def say(self, body: bytes, status: int = 200, etag: str = "x") -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.send_header("etag", f'"{etag}"')
        self.send_header("last-modified", "Wed, 25 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)


@contextmanager
def bucket() -> Iterator[tuple[str, type[Handler]]]:
    """The address of the endpoint, and its handler with the `objects` that it holds."""
    handler = type("Bucket", (Handler,), {"objects": {}, "parts": {}, "spoil": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        server.server_close()
