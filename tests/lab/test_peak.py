"""What is told of memory is this process's own, whoever began it."""

from __future__ import annotations

import subprocess
import sys

HELD = 400 * 2**20
PARENT = f"""
import subprocess, sys
held = bytearray({HELD})
print(subprocess.run([sys.executable, "-c", sys.argv[1]], check=True, capture_output=True, text=True).stdout)
"""
CHILD = f"""
from demerit.lab.peak import peak_memory
before = peak_memory()
held = bytearray({HELD})
print(before, peak_memory())
"""


def test_what_a_process_held_is_not_what_its_parent_held() -> None:
    said = subprocess.run([sys.executable, "-c", PARENT, CHILD], check=True, capture_output=True, text=True)
    before, after = (int(word) for word in said.stdout.split())
    assert before < HELD <= after - before < 2 * HELD
