"""The tip line as a process of its own: its addresses, its checks, and the little it knows."""
