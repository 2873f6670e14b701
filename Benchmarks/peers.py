"""Programs from PyPI that stand beside Ibid in a benchmark, in an environment of their own under .build."""
import os
import shutil
import subprocess
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".build", "bench-peers")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def install(packages):
    """The Python that runs them, once pip has brought what is missing; what it does not have is left out.

    packages: (name at PyPI, name of the module) of each.
    """
    python = os.path.join(FOLDER, "bin", "python")
    if not os.path.exists(python) and subprocess.run([sys.executable, "-m", "venv", FOLDER], **QUIET).returncode != 0:
        return sys.executable
    for name, module in packages:
        if not has_module(python, module):
            subprocess.run([python, "-m", "pip", "install", "-q", name], **QUIET)
    return python


def has_module(python, name):
    return subprocess.run([python, "-c", "import " + name], **QUIET).returncode == 0


def pandoc(python):
    """The path of the pandoc that pip has brought, or else of one that is installed; None without."""
    code = "import pypandoc; print(pypandoc.get_pandoc_path())"
    out = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode().strip()
    return out or shutil.which("pandoc")
