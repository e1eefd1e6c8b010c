"""JupyterHub for a class of digitkit, on one Linux machine where every learner has an account.

Run as root from the environment of the course:

    /srv/digitkit/.venv/bin/jupyterhub --config /srv/digitkit/docs/teach/jupyterhub_config.py
"""

import sys
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# jupyterhub is installed in the environment of the course: /srv/digitkit/.venv.
ENVIRONMENT = Path(sys.prefix)

# Reached from this machine only. Put a web server with a certificate before it: passwords pass
# through here, and a browser gives its camera to HTTPS alone.
c.JupyterHub.bind_url = "http://127.0.0.1:8100"

# Whoever has an account on this machine, in this group, may log in with its password.
c.LocalAuthenticator.allowed_groups = {"learners"}

# Each learner gets ~/digitkit: the course, copied there anew when it has changed, and in it their
# own lessons, which are written once and then never again.
c.Spawner.cmd = [str(ENVIRONMENT / "bin" / "python"), "-P", "-m", "course.hub"]
c.Spawner.default_url = "/lab"
# The first start copies 20 MB into the learner's home.
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# A server that nobody has used for an hour is ended; what is in its kernels is lost, files are not.
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=3600",
    "--ServerApp.shutdown_no_activity_timeout=3600",
]
