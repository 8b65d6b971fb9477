"""The client stands without the server's packages."""

import subprocess
import sys

BLOCKED = ("django", "ninja", "allauth", "granian", "pyarrow", "openpyxl", "click")
PROGRAM = f"""
import sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
import ouvrage.client
ouvrage.client.Client("http://127.0.0.1:1", "ouv_key").close()
heavy = {{"pandas", "numpy"}} & set(sys.modules)
assert not heavy, heavy
"""


def test_client_needs_no_django_and_loads_no_pandas() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    assert done.returncode == 0
