"""What passes between a process that has files, its starter, and the starter's children."""

import socket
import struct
from dataclasses import dataclass

KIND = (socket.AF_UNIX, socket.SOCK_SEQPACKET)  # whole messages, and an end that is noticed
HAND = b"child"  # the only question to a starter
ENDED = struct.Struct("<iI")  # a status of wait(2), milliseconds of processor time
MOST_WORDS = 131_072  # bytes of answer: a report that names 2,000 files of an archive
PLACE = 3  # a child's only descriptor besides /dev/null when the file comes


@dataclass
class Hands:
    """What is held of a child: the socket for its task, and the one that tells of its end.

    To close them is to end the child.
    """

    task: socket.socket
    status: socket.socket

    def close(self) -> None:
        """End the child, whatever it does."""
        self.task.close()
        self.status.close()
