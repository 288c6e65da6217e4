"""A mail server on the loopback, small enough to be told how to fail."""

import re
import socketserver
import threading


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        if self.server.greeting:
            self.say(self.server.greeting)
        while line := self.rfile.readline().decode():
            word = line[:4].upper()
            if word == "DATA":
                self.say("354 Go ahead")
                self.take()
            elif word == "QUIT":
                self.say("221 Bye")
                return
            elif word == "RCPT" and (reply := self.reply_to(line)):
                self.say(reply)
            else:
                self.say("250 OK")

    def reply_to(self, line):
        address = re.search(r"<(.*?)>", line)[1]
        return self.server.refusals.get(address)

    def take(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.letters.append(b"".join(lines).decode())
        self.say("250 Taken")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters, self.connections = [], 0
        self.greeting, self.refusals = "220 Ready", {}
        self.port = self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.shutdown()
        self.server_close()

    def headers(self, name):
        return [re.search(rf"^{name}: (.*?)\r$", letter, re.M)[1] for letter in self.letters]
