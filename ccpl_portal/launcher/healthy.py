"""Ends with 0 when the web process on this port answers: the health check of docker-compose.yml."""

import http.client
import os
import sys


def answers(port: int, host: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
    sys.exit(not answers(int(sys.argv[1]), host))
