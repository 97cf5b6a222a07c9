"""Commands in a container: both outputs, what goes in, and the exit code."""
import sys

from kubernetes import client, config
from kubernetes.stream import stream

namespace, pod, container = sys.argv[1:4]
config.load_kube_config()
core = client.CoreV1Api()

text = stream(core.connect_get_namespaced_pod_exec, pod, namespace, container=container, command=["/bin/busybox", "echo", "hello"],
              stderr=True, stdin=False, stdout=True, tty=False)
assert text == "hello\n", repr(text)

shell = stream(core.connect_get_namespaced_pod_exec, pod, namespace, container=container, command=["/bin/busybox", "sh"],
               stderr=True, stdin=True, stdout=True, tty=False, _preload_content=False)
shell.write_stdin("echo out; echo err >&2\n")
assert shell.readline_stdout(timeout=120) == "out"
assert shell.readline_stderr(timeout=120) == "err"
shell.write_stdin("exit 7\n")
shell.run_forever(timeout=120)
assert shell.returncode == 7, shell.returncode
print("streams: done")
